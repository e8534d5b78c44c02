"""What did people say, what was answered, and do families say that it is true?"""

from __future__ import annotations

from goldenthread.analysis import read_period, say_date
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import lines, mark, named
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading.standing import verdicts
from goldenthread.voice.states import Speaker

_KINDS = {"we-did": "We did", "what-next": "What next", "not-yet": "Not yet", "could-not": "We could not"}


def voice(edition: Edition) -> list[Block]:
    """Under each theme, what was said and what was answered."""
    whole = edition.pack
    if not whole.statements and not whole.answers:
        nothing = "The strategy does not report what children, young people or families said."
        return [Heading("You said, we did"), Paragraph(nothing)]
    blocks: list[Block] = [Heading("You said, we did, what next"), Paragraph(_asked(whole))]
    for key, title in _themes(whole):
        said = [each for each in whole.statements if _first_theme(each) == key]
        answered = sorted((each for each in whole.answers if _first_theme(each) == key), key=_order)
        if said or answered:
            blocks.append(Heading(title, 2))
        blocks += [_said_table(edition, title, said)] if said else []
        blocks += [_answer_table(edition, title, answered)] if answered else []
    return blocks


def _asked(whole: pack.Pack) -> str:
    asked = sum(bool(answer.verdicts) for answer in whole.answers)
    if not whole.answers:
        return "What people said is here in our own words. No answer to it is recorded."
    if not asked:
        return "What people said is here in our own words. Nobody has yet asked families whether the answers are true."
    return (
        f"What people said is here in our own words. Families have said of {asked:,} of the {len(whole.answers):,} "
        "answers whether they are true."
    )


def _themes(whole: pack.Pack) -> list[tuple[str, str]]:
    return [*((theme.key, theme.title) for theme in whole.themes), ("", "Under no theme")]


def _first_theme(item: pack.Statement | pack.Answer) -> str:
    return item.themes[0].key if item.themes else ""


def _order(answer: pack.Answer) -> tuple[int, object]:
    return list(_KINDS).index(answer.kind), read_period(answer.year).sort_key


def _said_table(edition: Edition, title: str, said: list[pack.Statement]) -> Table:
    rows = tuple(
        (f"{each.text}{mark(edition.index, each.cite)}", _speaker(each), _answered(edition, each)) for each in said
    )
    columns = ("What was said", "Who said it, and where", "What was answered")
    return Table(f"You said: {title}", columns, rows, widths=(50, 25, 25), row_headings=False)


def _speaker(statement: pack.Statement) -> Text:
    known = statement.speaker != "not-stated"
    where = statement.said if statement.said not in statement.engagement else ""
    return lines(
        [
            Speaker(statement.speaker).label if known else "The document does not say who",
            *(part for part in (statement.engagement, where) if part),
        ]
    )


def _answered(edition: Edition, statement: pack.Statement) -> Text:
    refs = edition.index.back(statement.key, "answers")
    kinds = [_KINDS[edition.index.items[ref.key][1].kind] for ref in refs]
    counted = [
        f"{kind} ({kinds.count(kind)})" if kinds.count(kind) > 1 else kind for kind in _KINDS.values() if kind in kinds
    ]
    return "; ".join(counted) or "No answer is joined to it"


def _answer_table(edition: Edition, title: str, answered: list[pack.Answer]) -> Table:
    caption = f"What was answered: {title}"
    if not any(each.verdicts for each in answered):
        bare = tuple((_kind(each), _answer(edition, each)) for each in answered)
        note = "Nobody has yet asked families whether these are true."
        return Table(caption, ("Kind", "Answer"), bare, widths=(20, 80), note=note)
    rows = tuple((_kind(each), _answer(edition, each), truth(each)) for each in answered)
    return Table(caption, ("Kind", "Answer", "Do families say it is true?"), rows, widths=(15, 55, 30))


def _kind(answer: pack.Answer) -> str:
    return f"{_KINDS[answer.kind]}, {answer.year}" if answer.year else _KINDS[answer.kind]


def _answer(edition: Edition, answer: pack.Answer) -> Text:
    index = edition.index
    parts: list[Text] = [f"{answer.text}{mark(index, answer.cite)}"]
    parts += [(Strong("Because: "), answer.reason)] if answer.reason else []
    parts += [(Strong("For families: "), answer.families)] if answer.families else []
    parts += [(Strong("Kept by: "), named(index.refs(answer.kept_by), most=3))] if answer.kept_by else []
    parts += [(Strong("Shown by: "), named(index.refs(answer.shown_by), most=3))] if answer.shown_by else []
    return lines(parts)


def truth(answer: pack.Answer) -> Text:
    """Each group's own word with its day and its note; or that nobody asked."""
    given = [verdict for verdict in verdicts(answer) if verdict.on]
    said: list[Text] = []
    for verdict in given:
        note = f" “{verdict.note}”" if verdict.note else ""
        said.append((f"{verdict.group}: ", Strong(verdict.word.lower()), f", {say_date(verdict.on)}.{note}"))  # type: ignore[arg-type]
    return lines(said, "Not asked yet")
