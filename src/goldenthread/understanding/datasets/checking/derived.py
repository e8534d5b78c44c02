"""Which rules follow from the declaration alone? Keys, parents, how many, required fields, codes and types.

They are rules like the written ones and have ids of the same form: `sen2.requests.orphan`.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.understanding.datasets.kinds.schema import Code, CodeSet, Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.staged import FILE, ROW

from .ruleset import Rule, Severity, Unit, View
from .typing import EXPECTED


def derived_views(kind: Kind) -> Iterator[View]:
    """Rows with a key twice, rows without their parent, parents with too many or too few rows."""
    for table in kind.tables:
        if table.key:
            keys = ", ".join(table.key)
            same = " AND ".join(f"t.{key} = d.{key}" for key in table.key)
            twice = f"SELECT {keys} FROM {table.name} GROUP BY {keys} HAVING COUNT(*) > 1"
            yield View(
                name=f"{table.name}_twice",
                of=table.name,
                select=f"SELECT {_row(table)} FROM {table.name} AS t JOIN ({twice}) AS d ON {same}",
            )
        if table.parent and kind.table(table.parent).key:
            yield from _views_of_parent(table, kind.table(table.parent))


def _views_of_parent(table: Table, parent: Table) -> Iterator[View]:
    key, theirs = table.parent_key, parent.key[0]
    yield View(
        name=f"{table.name}_orphans",
        of=table.name,
        select=f"SELECT {_row(table)} FROM {table.name} AS t LEFT JOIN {parent.name} AS p ON t.{key} = p.{theirs} "
        f"WHERE p.{theirs} IS NULL AND NOT t.{key} IS NULL",
    )
    counted = f"SELECT {key}, COUNT(*) AS n FROM {table.name} GROUP BY {key}"
    if table.most is not None or table.least:
        narrow = f"counted.n > {table.most}" if table.most is not None else "FALSE"
        few = f"counted.n < {table.least} OR counted.n IS NULL" if table.least else "FALSE"
        yield View(
            name=f"{parent.name}_with_{table.name}",
            of=parent.name,
            select=f"SELECT {_row(parent)}, counted.n AS rows_below FROM {parent.name} AS t "
            f"LEFT JOIN ({counted}) AS counted ON t.{theirs} = counted.{key} WHERE {narrow} OR {few}",
        )


def _row(table: Table) -> str:
    names = dict.fromkeys([*table.key, *filter(None, [table.parent_key])])
    return ", ".join(f"t.{name}" for name in (*names, FILE, ROW))


def derived_rules(kind: Kind, year: int) -> Iterator[Rule]:
    """The rules for one collection year."""
    for table in kind.tables:
        yield from _structure(kind, table)
        for field in table.fields:
            yield from _of_field(kind, table, field, year)


def _rule(kind: Kind, table: Table, name: str, severity: Severity, **said: object) -> Rule:
    given = {"source": f"the declaration of {kind.slug}", "of": table.name, "counts": Unit.ROWS} | said
    return Rule.model_validate({"id": f"{kind.slug}.{table.name}.{name}", "severity": severity} | given)


def _structure(kind: Kind, table: Table) -> Iterator[Rule]:
    title = table.title.lower()
    if table.key:
        yield _rule(
            kind, table, "key-twice", Severity.ERROR, of=f"{table.name}_twice", breaks="TRUE", shows=table.key,
            sentence=f"Two rows of {title} have the same key.", do="Give each its own key, or take out the copy.",
            expected="a key of its own",
        )  # fmt: skip
    if not table.parent:
        return
    parent = kind.table(table.parent)
    yield _rule(
        kind, table, "orphan", Severity.ERROR, of=f"{table.name}_orphans", breaks="TRUE", shows=(table.parent_key,),
        sentence=f"A row of {title} belongs to none of the {parent.title.lower()}.",
        do=f"Put right {table.parent_key}, or add what is missing.", expected=f"a key of {parent.title.lower()}",
    )  # fmt: skip
    within = f"{parent.name}_with_{table.name}"
    if table.most is not None:
        yield _rule(
            kind, table, "too-many", Severity.QUERY, of=within, breaks=f"rows_below > {table.most}", shows=("rows_below",),
            sentence=f"One of the {parent.title.lower()} has more than {table.most} of {title}.",
            do="Keep the right one, or say why there are more.", expected=f"at most {table.most}",
        )  # fmt: skip
    if table.least:
        yield _rule(
            kind, table, "too-few", Severity.QUERY, of=within, breaks=f"rows_below IS NULL OR rows_below < {table.least}",
            shows=("rows_below",), sentence=f"One of the {parent.title.lower()} has none of {title}.",
            do="Add it, or say why there is none.", expected=f"at least {table.least}",
        )  # fmt: skip


def _of_field(kind: Kind, table: Table, field: Field, year: int) -> Iterator[Rule]:
    name, title = field.name, field.title or field.name
    if not field.in_year(year):
        yield _rule(
            kind, table, f"{name}.year", Severity.QUERY, breaks=f"NOT {name} IS NULL",
            sentence=f"“{title}” is filled, but is not collected in this year.", do="Check the year of the return.",
        )  # fmt: skip
        return
    if field.required or name in table.key or name == table.parent_key:
        yield _rule(
            kind, table, f"{name}.missing", Severity.ERROR, breaks=f"{name} IS NULL", shows=(name, *table.key),
            sentence=f"“{title}” is missing.", do="Fill it in.", expected=title.lower(),
        )  # fmt: skip
    if field.holds is Holds.CODE and field.codes:
        yield from _codes(kind, table, field, kind.code_set(field.codes), year)


def _codes(kind: Kind, table: Table, field: Field, codes: CodeSet, year: int) -> Iterator[Rule]:
    if not codes.codes:
        return
    severity, whose = (Severity.ERROR, "the list") if codes.known else (Severity.QUERY, "the area's own list")
    known, now = [code.code for code in codes.codes], [code.code for code in codes.codes if _in_year(code, year)]
    title = field.title or field.name
    yield _rule(
        kind, table, f"{field.name}.code", severity, breaks=f"NOT {field.name} IN ({_list(known)})",
        sentence=f"“{title}” holds a code that is not in {whose}.", do=f"Use a code of {whose}, or add it there.",
        source=codes.source or f"the declaration of {kind.slug}", expected=", ".join(now),
    )  # fmt: skip
    if early := sorted({*known} - {*now}):
        yield _rule(
            kind, table, f"{field.name}.code-year", severity, breaks=f"{field.name} IN ({_list(early)})",
            sentence=f"“{title}” holds a code that was not in use in this year.", do="Use a code of that year's list.",
            source=codes.source or f"the declaration of {kind.slug}", expected=", ".join(now),
        )  # fmt: skip


def type_rule(kind: Kind, table: Table, field: Field) -> Rule:
    """What could not be read as its type. Its rows are found by comparing what was staged with what was typed."""
    return _rule(
        kind, table, f"{field.name}.type", Severity.ERROR, breaks="FALSE", shows=(field.name,),
        sentence=f"“{field.title or field.name}” cannot be read as {EXPECTED[field.holds].split(',')[0].split(' (')[0]}.",
        do="Correct it, or check that the columns were not swapped.", expected=EXPECTED[field.holds],
    )  # fmt: skip


def unknown_lists(kind: Kind) -> Iterator[tuple[Table, Field, CodeSet]]:
    """Fields whose list of codes was not found, so that nothing can be said of them."""
    for table in kind.tables:
        for field in table.fields:
            if field.codes and not kind.code_set(field.codes).known and not kind.code_set(field.codes).codes:
                yield table, field, kind.code_set(field.codes)


def _in_year(code: Code, year: int) -> bool:
    return (code.from_year or year) <= year <= (code.to_year or year)


def _list(codes: list[str]) -> str:
    return ", ".join("'{}'".format(code.replace("'", "''")) for code in codes)
