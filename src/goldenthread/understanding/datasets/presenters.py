"""How are releases, their findings and what was done at the door shown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis.prose import plural
from goldenthread.design.documents import blocks
from goldenthread.design.documents.html import render_html
from goldenthread.design.filters import moment
from goldenthread.design.xlsx_files import Sheet, workbook

from .kinds.coverage import Meeting, said, spans
from .kinds.schema import CodeSet, Confidence, Kind
from .reading.code_lists import COLUMNS as CODE_COLUMNS
from .reading.corrections import COLUMNS, LIST, RELEASE
from .states import READABLE, TRANSITIONS, ReleaseState

TONES = {
    ReleaseState.READ: "yellow",
    ReleaseState.ACCEPTED: "green",
    ReleaseState.SUPERSEDED: "grey",
    ReleaseState.SET_ASIDE: "grey",
    ReleaseState.RETIRED: "grey",
}
SEVERITIES = {
    "error": "Errors: these rows were left out",
    "query": "Queries: kept, and to be looked at",
    "information": "Information",
}


MOST_LINES = 1_000_000
"""Lines of a sheet: a spreadsheet holds 1,048,576 rows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One release in a list."""

    id: Any
    title: str
    state: str
    tone: str
    told: str


@dataclass(frozen=True, slots=True)
class Report:
    """One release whole: facts, tables, findings by severity, the door, and what may be done with it."""

    title: str
    state: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str, str], ...]
    findings: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    unchecked: tuple[tuple[str, str], ...]
    door: tuple[tuple[str, str, str, str], ...]
    corrections: tuple[str, ...]
    ways: frozenset[str]
    superseded_by: Any
    meets: tuple[Met, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A release in use that has something in common with this one: what happens to it, and whether that is asked."""

    id: Any
    title: str
    words: str
    asked: bool


def listed(releases: Iterable[Any]) -> list[Shown]:
    """Each release in a line."""
    return [
        Shown(
            r.pk,
            str(r),
            r.get_state_display(),
            TONES[ReleaseState(r.state)],
            f"{plural(r.rows_kept, 'row')} kept of {r.rows_read:,}. {_found(r.findings)}",
        )
        for r in releases
    ]


def _found(findings: Sequence[dict[str, Any]]) -> str:
    counts = {s: sum(f["count"] or 0 for f in findings if f["severity"] == s) for s in ("error", "query")}
    told = [plural(counts["error"], "error"), plural(counts["query"], "query", "queries")]
    return " and ".join(told) + "." if any(counts.values()) else "Nothing was found wrong."


def met(meetings: Iterable[tuple[Any, Meeting]]) -> tuple[Met, ...]:
    """What accepting does to the releases that are in use."""
    return tuple(Met(older.pk, str(older), _met(older, both), both.overlaps) for older, both in meetings)


def _met(older: Any, both: Meeting) -> str:
    if both.replaces:
        return f"It takes the place of {older}, all of which it covers. That stays for what cites it."
    return (
        f"It covers {said(both.again)} again, which {older} covers too. Only the older has {said(both.lost)}. "
        "Both stay in use, unless you say otherwise; where both have a figure, the one that reaches further stands."
    )


def report(release: Any, meetings: Iterable[tuple[Any, Meeting]] = ()) -> Report:
    """What the page of a release shows."""
    found = release.findings
    return Report(
        title=str(release),
        state=release.get_state_display(),
        tone=TONES[ReleaseState(release.state)],
        facts=tuple(_facts(release)),
        tables=tuple((t["name"], f"{t['rows_read']:,}", f"{t['rows_kept']:,}") for t in release.tables),
        findings=tuple(
            (words, tuple(f for f in found if f["severity"] == severity and f["count"]))
            for severity, words in SEVERITIES.items()
        ),
        unchecked=tuple((f["sentence"], f["because"]) for f in found if f["count"] is None),
        door=tuple((d["table"], d["field"], d["what"], d["why"]) for d in release.at_the_door),
        corrections=tuple(corrected(each) for each in release.corrections),
        ways=frozenset(str(each.target) for each in TRANSITIONS if each.source == release.state),
        superseded_by=release.superseded_by,
        meets=met(meetings),
    )


def corrected(told: dict[str, Any]) -> str:
    """One file of corrections in a sentence."""
    day = date.fromisoformat(told["on"])
    out = f" {plural(told['back'], 'row')} that had been left out are in; {told['held_back']:,} still out."
    return f"{plural(told['fields'], 'field')} corrected by {told['by']} on {day:%-d %B %Y}.{out}"


def _facts(release: Any) -> Iterable[tuple[str, str]]:
    yield "Publisher", release.publisher
    yield "Source", release.source
    yield "Licence", release.licence
    if release.periods:
        yield "Covers", spans(release.periods)
    yield "Files", "; ".join(f"{f['name']} ({f['bytes']:,} bytes)" for f in release.files)
    yield "Identifier", release.lake_id
    yield "Read on", f"{release.read_on:%-d %B %Y}"
    if release.accepted_on:
        yield "In use since", f"{release.accepted_on:%-d %B %Y}"
    if release.state in READABLE:
        yield (
            "To be retired by",
            f"{release.keep_until:%-d %B %Y}" if release.keep_until else "No limit is set for data of this kind",
        )


def kinds(every: Iterable[Kind]) -> list[tuple[str, list[Kind]]]:
    """The kinds of data set under their subjects."""
    found: dict[str, list[Kind]] = {}
    for kind in every:
        found.setdefault(kind.subject.capitalize(), []).append(kind)
    return sorted(found.items())


def doubtful(confidence: str) -> bool:
    """Must a person check this against its source before relying on it?"""
    return confidence != Confidence.SOURCE_READ


# --- the report as a file -----------------------------------------------------------------------------------


def as_html(release: Any) -> str:
    """The report as one page that can be sent or printed."""
    shown = report(release)
    parts: list[blocks.Block] = [
        blocks.Table("What it is", ("", ""), tuple(shown.facts)),
        blocks.Table("What was read and kept", ("Table", "Rows read", "Rows kept"), shown.tables, numeric=(1, 2)),
    ]
    if shown.corrections:
        parts.append(
            blocks.Table("What was corrected", ("Each file of corrections",), tuple((c,) for c in shown.corrections))
        )
    for words, found in shown.findings:
        if found:
            rows = tuple((f["sentence"], f"{f['count']:,} {f['unit']}", f["do"], f["rule"]) for f in found)
            parts.append(blocks.Table(words, ("What was found", "How many", "What to do", "Rule"), rows))
    if shown.unchecked:
        parts.append(blocks.Table("What could not be checked", ("Rule", "Because"), shown.unchecked))
    document = blocks.Document(
        title=shown.title, blocks=tuple(parts), subtitle="What the checks found", made=release.read_on, contents=False
    )
    return render_html(document)


FINDING = (
    "Rule",
    "Severity",
    "What was found",
    "Count",
    "Unit",
    "What to do",
    "Source",
    "Confidence",
    "Not checked, because",
)
EXAMPLE = ("Rule", "Table", "Row", "Key", "Field", "Found", "Expected")


def as_workbook(release: Any, to_correct: Sequence[dict[str, Any]] = ()) -> bytes:
    """The report as a workbook: every rule with its count, and examples of each.

    `to_correct`: the rows of a return that break a rule, to be filled with corrected values and given back.
    """
    found = release.findings
    names = ("rule", "severity", "sentence", "count", "unit", "do", "source", "confidence", "because")
    examples = [
        [f["rule"], *(e.get(n, "") for n in ("table", "row", "key", "field", "found", "expected"))]
        for f in found
        for e in f["examples"]
    ]
    return workbook(
        [
            Sheet(
                "Findings", FINDING, [[f[name] for name in names] for f in found], (16, 12, 60, 10, 12, 60, 40, 18, 40)
            ),
            Sheet("Examples", EXAMPLE, examples, (16, 18, 10, 24, 24, 30, 30)),
            *_to_fill(release, to_correct),
        ]
    )


def _to_fill(release: Any, rows: Sequence[dict[str, Any]]) -> Iterable[Sheet]:
    """The sheets that come back filled; one line a field, more than one sheet where one cannot hold them."""
    if not rows:
        return
    yield Sheet(RELEASE, ("Release", release.lake_id), [[corrected(each)] for each in release.corrections], (60, 40))
    lines = [line for row in rows for line in _lines(row)]
    for start in range(0, len(lines), MOST_LINES):
        name = f"{LIST} {start // MOST_LINES + 1}" if start else LIST
        yield Sheet(name, COLUMNS, lines[start : start + MOST_LINES], (16, 12, 50, 16, 24, 8, 20, 24, 30, 40, 24, 30))


def _lines(row: dict[str, Any]) -> Iterable[list[object]]:
    """A line for each field; one for all where no row is at fault, but a setting. Found values are split only one a field."""
    fields, found = row["field"].split("; "), row["found"].split("; ")
    if row["row"] is None:
        fields, found = [row["field"]], [row["found"]]
    names = ("rule", "severity", "sentence", "table", "file", "row")
    for number, field in enumerate(fields):
        told = found[number] if len(found) == len(fields) else row["found"]
        yield [*(row[n] for n in names), field, told, row["expected"], row["do"], None, None]


def as_data(release: Any) -> dict[str, Any]:
    """The report for a program."""
    names = ("kind", "title", "year", "lake_id", "rows_read", "rows_kept", "tables", "findings", "corrections")
    return {name: getattr(release, name) for name in names}


# --- lists of codes -----------------------------------------------------------------------------------------

FEWEST_TOLD = 5
"""Rows. A smaller number of children's rows is not told."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """One code: `whose` is where it comes from; `id` where the area may change it."""

    code: str
    means: str
    years: str
    whose: str
    id: Any = None
    retired: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ShownSeen:
    """A code that returns hold and no list has. `rows` never tells a small number; `addable`: it is a code."""

    code: str
    year: str
    field: str
    rows: str
    addable: bool


@dataclass(frozen=True, slots=True)
class ShownSet:
    """One list of codes of a kind, with what stands in returns beside it."""

    kind: str
    name: str
    title: str
    known: bool
    source: str
    fields: str
    declared: tuple[ShownCode, ...]
    added: tuple[ShownCode, ...]
    seen: tuple[ShownSeen, ...]


def code_sets(
    kind: Kind, own: Sequence[Any], seen: Sequence[dict[str, Any]], year: int | None = None
) -> list[ShownSet]:
    """Every list of a kind, those nobody knows first; with `year`, the codes in use in that collection."""
    return sorted(
        (
            _code_set(
                kind,
                codes,
                [each for each in own if each.kind == kind.slug and each.code_set == codes.name],
                [
                    s
                    for s in seen
                    if s["kind"] == kind.slug and s["code_set"] == codes.name and year in (None, s["year"])
                ],
                year,
            )
            for codes in kind.code_sets
        ),
        key=lambda shown: shown.known,
    )


def _code_set(
    kind: Kind, codes: CodeSet, own: Sequence[Any], seen: Sequence[dict[str, Any]], year: int | None
) -> ShownSet:
    declared = [
        ShownCode(c.code, c.means, years(c.from_year, c.to_year), codes.source or kind.source)
        for c in codes.codes
        if _used_in(c, year)
    ]
    added = [
        ShownCode(
            c.code, c.means, years(c.from_year, c.to_year), f"{c.source} ({c.confidence})", c.pk,
            c.retired_on is not None, c.revision > 1,
        )
        for c in own
        if _used_in(c, year)
    ]  # fmt: skip
    named = [f.title or f.name for t in kind.tables for f in t.fields if f.codes == codes.name]
    in_list = [c for c in own if c.retired_on is None]
    outside = [s for s in seen if not any(c.code == s["code"] and _used_in(c, s["year"]) for c in in_list)]
    return ShownSet(
        kind.slug,
        codes.name,
        codes.title,
        codes.known,
        codes.source or kind.source,
        ", ".join(dict.fromkeys(named)) or "No field of the return as it is read",
        tuple(declared),
        tuple(added),
        tuple(_seen(kind, each) for each in outside),
    )


def _seen(kind: Kind, seen: dict[str, Any]) -> ShownSeen:
    field = kind.table(seen["table"]).field(seen["field"])
    rows = f"{seen['rows']:,}" if seen["rows"] >= FEWEST_TOLD else f"fewer than {FEWEST_TOLD}"
    words = seen["code"] or "Texts that are no codes, not shown"
    return ShownSeen(words, str(seen["year"] or "not said"), field.title or field.name, rows, bool(seen["code"]))


def _used_in(code: Any, year: int | None) -> bool:
    return year is None or (code.from_year or year) <= year <= (code.to_year or year)


def years(first: int | None, last: int | None) -> str:
    """The collection years of a code in words."""
    if first and last:
        return f"{first} to {last}" if first != last else str(first)
    return f"from {first}" if first else f"until {last}" if last else "every year"


def code_rows(codes: Iterable[Any]) -> list[list[object]]:
    """Codes that an area added, in the columns in which another can take them in."""
    return [[getattr(code, name) for name in CODE_COLUMNS] for code in codes]


def accepted_already(release: Any, acceptance: Any) -> str:
    """For somebody who accepts what another accepted meanwhile: that is no fault, and nothing is left to do."""
    who = f"{acceptance.actor} accepted it already, on {moment(acceptance.at)}." if acceptance else f"{release}:"
    return f"{who} It is in use, and there is nothing left to do."
