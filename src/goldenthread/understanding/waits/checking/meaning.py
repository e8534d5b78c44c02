"""What do the words of a return mean: whose it is, which service, where a child stands, what a mark hides?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from goldenthread.analysis.prose import plural, quote
from goldenthread.analysis.waiting import Bounds, Standing
from goldenthread.understanding.waits.kinds import words
from goldenthread.understanding.waits.reading.parsed import Line, Parsed

from .said import Answer, Before, Question

LIMITS = {"under-5": 4, "under-8": 7, "under-10": 9}
OTHER = "another provider: leave these rows out"
NEW = "new:"


def word_questions(parsed: Parsed, known: Before) -> Iterator[Question]:
    for written in dict.fromkeys(line.provider for line in parsed.lines if line.provider):
        if not _same(written, known.provider) and ("provider", words.plain(written)) not in known.words:
            this = f"It is {known.provider}, under another name"
            options: tuple[tuple[str, str], ...] = (("this", this), ("other", f"It is {OTHER}"))
            yield Question(
                f"provider:{words.plain(written)}", f"Who is {quote(written)}?", options, False, "provider", written
            )
    for written in dict.fromkeys(line.service for line in parsed.lines):
        if not _service(written, known):
            yield _which_service(written, known)
    for written in dict.fromkeys(line.standing for line in parsed.lines):
        if not words.standing(written) and ("standing", words.plain(written)) not in known.words:
            options = tuple((str(each), each.capitalize()) for each in Standing)
            text = f"What does {quote(written)} say of a child?"
            yield Question(f"standing:{words.plain(written)}", text, options, False, "standing", written)
    hidden = sum(line.mark == "suppressed" and line.most is None for line in parsed.lines)
    if hidden and ("mark", "*") not in known.words:
        yield _what_is_hidden(hidden)


def _what_is_hidden(count: int) -> Question:
    are = "is" if count == 1 else "are"
    text = f"{plural(count, 'count')} {are} hidden by a mark such as “*”. Which does this provider hide?"
    options = (
        ("under-5", "Counts of 1 to 4"),
        ("under-8", "Counts of 1 to 7 (the NHS rule)"),
        ("under-10", "Counts of 1 to 9"),
        ("not-said", "It does not say: any number may stand there"),
    )
    return Question("mark:*", text, options, False, "mark", "*")


def _which_service(written: str, known: Before) -> Question:
    declared = [each for each in words.services() if each not in known.services]
    options = [(each, each) for each in (*known.services, *declared)]
    own = written.strip()[:100]
    options = [*options, (f"{NEW}{own}", f"A service of its own, called {quote(own)}")]
    text = f"Which service is {quote(written)}? If it is one under a new name, choose the one it was."
    return Question(f"service:{words.plain(written)}", text, tuple(options), False, "service", written)


def _same(one: str, other: str) -> bool:
    return words.plain(one) == words.plain(other)


def _service(written: str, known: Before) -> str:
    """Our name of the service, from what was answered before, the area's own names, or the declared ones."""
    own = next((each for each in known.services if _same(each, written)), "")
    return known.words.get(("service", words.plain(written))) or own or words.service(written)


def in_our_words(lines: Sequence[Line], known: Before, answers: Mapping[str, Answer]) -> list[Line]:
    """Lines under our words; a line of another provider is left out. Two spellings of one thing now say the same."""

    def meaning(what: str, written: str) -> str:
        given = answers.get(f"{what}:{words.plain(written)}")
        chosen = known.words.get((what, words.plain(written))) or (given.choice if given else "")
        return chosen.removeprefix(NEW)

    limit = LIMITS.get(known.words.get(("mark", "*")) or (answers["mark:*"].choice if "mark:*" in answers else ""))
    found = []
    for line in lines:
        if line.provider and not _same(line.provider, known.provider) and meaning("provider", line.provider) == "other":
            continue
        starred = limit is not None and line.mark == "suppressed" and line.most is None
        found.append(
            replace(
                line,
                service=_service(line.service, known) or meaning("service", line.service),
                standing=words.standing(line.standing) or meaning("standing", line.standing),
                provider="",
                least=1 if starred else line.least,
                most=limit if starred else line.most,
            )
        )
    return found


def merged(lines: Sequence[Line]) -> Iterator[Line]:
    """One line for each place: lines that two spellings brought to the same place are added."""
    places: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        places[line.service, line.month, line.standing, line.low, line.high, line.year, line.whole].append(line)
    for same in places.values():
        if len(same) == 1:
            yield same[0]
            continue
        added = sum((line.bounds for line in same), Bounds(0, 0))
        marks = [line.mark for line in same if line.mark]
        weeks = [line.longest for line in same if line.longest is not None]
        yield replace(
            same[0],
            least=added.least,
            most=added.most,
            mark=marks[0] if marks else "",
            longest=max(weeks, default=None),
        )
