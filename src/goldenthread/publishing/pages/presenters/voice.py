"""You said, we did, what next: what was said and answered, theme by theme, and do families say it is true?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis.due import read_period
from goldenthread.analysis.judgement import Judgement
from goldenthread.analysis.prose import plural
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement
from goldenthread.publishing.packs.reading import Entry, Index, Ref
from goldenthread.publishing.packs.reading.standing import Moved, Verdict, moved, verdicts
from goldenthread.voice.states import Speaker

from .breaks import Breaks


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said. `answers` are those joined to it; `answered` is how far it is, in words."""

    entry: Entry
    speaker: str
    where: str
    answers: tuple[Ref, ...]
    answered: str
    also: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An action that keeps a promise, and how it stands."""

    ref: Ref
    judgement: Judgement[Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, what keeps it, what would show it, and what each group of families says of it."""

    entry: Entry
    kind: str
    year: str
    reason: str
    to: tuple[Ref, ...]
    kept_by: tuple[Kept, ...]
    shown_by: tuple[Moved, ...]
    verdicts: tuple[Verdict, ...]
    also: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Answers of one kind, and of one year where they are dated."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class ThemeVoice:
    anchor: str
    title: str
    ref: Ref | None
    said: tuple[Said, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    themes: tuple[ThemeVoice, ...]
    summary: tuple[str, ...]


_ORDER = {"we-did": "We did", "what-next": "What next", "not-yet": "Not yet", "could-not": "We could not, because"}


def voice(index: Index, breaks: Breaks, today: date) -> Voice:
    """Everything said and answered, under the first theme of each."""
    said: dict[str, list[Said]] = {}
    answered: dict[str, list[Answered]] = {}
    silent = breaks.keys("statement-joined-to-nothing", "statement-without-answer")
    for statement in index.pack.statements:
        said.setdefault(_first_theme(statement), []).append(said_of(index, statement, statement.key in silent))
    for answer in index.pack.answers:
        answered.setdefault(_first_theme(answer), []).append(answered_of(index, answer, today))
    keys = [theme.key for theme in index.pack.themes if theme.key in said or theme.key in answered]
    keys += [""] if "" in said or "" in answered else []
    themes = tuple(_theme(index, key, said.get(key, []), answered.get(key, [])) for key in keys)
    return Voice(themes, _summary(index.pack, len(silent)))


def _first_theme(item: pack.Statement | pack.Answer) -> str:
    return item.themes[0].key if item.themes else ""


def _theme(index: Index, key: str, said: list[Said], answered: list[Answered]) -> ThemeVoice:
    ref = index.ref(key) if key else None
    return ThemeVoice(
        key or "no-theme", ref.title if ref else "Under no theme", ref, tuple(said), tuple(_headings(answered))
    )


def _headings(answered: list[Answered]) -> list[Heading]:
    """By kind; what next by year, earliest first, undated last."""
    found: dict[tuple[int, Any, str], list[Answered]] = {}
    kinds = list(_ORDER)
    for each in answered:
        years = read_period(each.year).sort_key if each.kind == "what-next" else ()
        year = each.year if each.kind == "what-next" else ""
        found.setdefault((kinds.index(each.kind), years, year), []).append(each)
    return [
        Heading(f"{_ORDER[kinds[kind]]}{f': {year}' if year else ''}", tuple(found[kind, years, year]))
        for kind, years, year in sorted(found)
    ]


def said_of(index: Index, statement: pack.Statement, silent: bool = False) -> Said:
    """One statement ready to be shown. `silent`: nobody has answered it, alone or with its theme."""
    answers = index.back(statement.key, "answers")
    direct = (
        f"{plural(len(answers), 'answer')} given to this."
        if answers
        else "Answered together with others, under its theme."
    )
    stated = statement.speaker != "not-stated"
    return Said(
        entry=index.entry(statement.key),
        speaker=Speaker(statement.speaker).label if stated else "The document does not say who",
        where=_where(statement),
        answers=answers,
        answered="Nobody has answered this yet." if silent else direct,
        also=index.refs(statement.themes[1:]),
    )


def _where(statement: pack.Statement) -> str:
    """Where and when it was said, once: "Happiness Survey 2021/22" already says when."""
    said = "" if statement.said in statement.engagement else statement.said
    return ", ".join(part for part in (statement.engagement, said) if part)


def answered_of(index: Index, answer: pack.Answer, today: date) -> Answered:
    """One answer ready to be shown."""
    kept = [(link.key, link.basis) for link in answer.kept_by]
    return Answered(
        entry=index.entry(answer.key),
        kind=answer.kind,
        year=answer.year,
        reason=answer.reason,
        to=index.refs(answer.answers),
        kept_by=tuple(Kept(index.ref(k, basis), action_judgement(index.items[k][1], today)) for k, basis in kept),
        shown_by=tuple(moved(index, link.key, today) for link in answer.shown_by),
        verdicts=verdicts(answer),
        also=index.refs(answer.themes[1:]),
    )


def _summary(whole: pack.Pack, silent: int) -> tuple[str, ...]:
    """The few sentences a forum's chair would want first."""
    statements, answers = whole.statements, whole.answers
    if not statements and not answers:
        return ()
    asked = sum(bool(answer.verdicts) for answer in answers)
    sentences = [
        f"{plural(len(statements), 'thing was', 'things were')} said and {plural(len(answers), 'answer')} given."
    ]
    if silent:
        sentences.append(f"{silent:,} of the {len(statements):,} {'has' if silent == 1 else 'have'} no answer yet.")
    if answers:
        sentences.append(
            f"Families have said of {asked:,} of the {len(answers):,} answers whether they are true."
            if asked
            else "Nobody has yet asked families whether the answers are true."
        )
    young = sum(statement.speaker in ("young-people", "children") for statement in statements)
    sentences.append(
        f"{young:,} of the things said {'was' if young == 1 else 'were'} said by children or young people."
    )
    return tuple(sentences)
