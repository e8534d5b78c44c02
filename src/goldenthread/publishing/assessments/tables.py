"""Which tables does a needs assessment give away: its figures with everything that makes them honest?

For a spreadsheet, for a program, and as a star for Power BI: one table of figures and, for each of its keys, one table
that says what the key means. Nothing is in it that is not on the public page.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goldenthread.design.csv_files import harmless
from goldenthread.design.xlsx_files import Sheet, workbook
from goldenthread.understanding.indicators.definitions.places import name_of

from .content import Content
from .words import LEVELS

FIGURES = (
    *("section", "indicator", "title", "place", "place_name", "level", "period", "period_start", "period_end"),
    *("breakdown", "band", "numerator", "denominator", "value", "lower", "upper", "unit", "per", "method", "state"),
    *(
        "why",
        "provisional",
        "pinned_on",
        "said_then",
        "newer",
        "publisher",
        "source",
        "release",
        "licence",
        "published_on",
    ),
)
RECOMMENDATIONS = ("recommendation", "state", "need", "answered_by", "why")
Row = dict[str, Any]
Rows = Sequence[Row]


def figures(content: Content) -> list[Row]:
    """A row for each pinned figure."""
    return [_figure(section.title, said) for section in content.sections for said in section.figures]


def _figure(section: str, said: Any) -> Row:
    pin = said.pin
    same = {name: getattr(pin, name) for name in FIGURES if hasattr(pin, name) and name != "section"}
    ours = {"section": section, "indicator": pin.code, "place_name": said.place}
    told = {"said_then": said.then, "newer": said.newer}
    return dict.fromkeys(FIGURES) | same | ours | told


def recommendations(content: Content) -> list[Row]:
    """A row for each recommendation and what became of it."""
    return [
        {
            "recommendation": each.text,
            "state": each.state,
            "need": each.need,
            "answered_by": "; ".join(ref.name for ref in each.answers),
            "why": each.why,
        }
        for each in content.recommendations
    ]


def as_csv(content: Content) -> bytes:
    """The figures, safe to open in a spreadsheet."""
    return _csv(FIGURES, figures(content))


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(row[name]) for name in columns] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(content: Content) -> bytes:
    """Figures and recommendations, a sheet each."""
    sheets = (("Figures", FIGURES, figures(content)), ("Recommendations", RECOMMENDATIONS, recommendations(content)))
    return workbook(Sheet(name, columns, [_cells(columns, row) for row in rows]) for name, columns, rows in sheets)


def _cells(columns: Sequence[str], row: Row) -> list[Any]:
    return [("yes" if row[name] else "no") if isinstance(row[name], bool) else row[name] for name in columns]


def as_parquet(content: Content) -> bytes:
    """The figures, typed."""
    return _parquet(FIGURES, figures(content), _TYPES)


_TYPES = {
    **dict.fromkeys(("numerator", "denominator", "value", "lower", "upper"), "float64"),
    **dict.fromkeys(("period_start", "period_end", "pinned_on", "published_on"), "date32"),
    **dict.fromkeys(
        ("per", "figure_id", "indicator_id", "place_id", "period_id", "breakdown_id", "source_id"), "int64"
    ),
    **dict.fromkeys(("provisional", "pinned"), "bool"),
}
"""What is not text."""


def _parquet(columns: Sequence[str], rows: Rows, types: Mapping[str, str]) -> bytes:
    import pyarrow as arrow
    from pyarrow import parquet

    made = {"float64": arrow.float64(), "date32": arrow.date32(), "int64": arrow.int64(), "bool": arrow.bool_()}
    schema = arrow.schema([(name, made.get(types.get(name, ""), arrow.string())) for name in columns])
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist([{n: row[n] for n in columns} for row in rows], schema), out)
    return out.getvalue()


# --- the star ---------------------------------------------------------------------------------------------------

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "indicator": ("indicator", "title", "unit", "per"),
    "place": ("place", "place_name", "level"),
    "period": ("period", "period_start", "period_end"),
    "breakdown": ("breakdown", "band"),
    "source": ("publication", "release", "publisher", "licence", "published_on"),
}
MEASURES = ("numerator", "denominator", "value", "lower", "upper", "state", "why", "provisional", "pinned")


def star(content: Content) -> dict[str, tuple[tuple[str, ...], Rows]]:
    """Tables by name, each its columns and rows. Every `…_id` of `fact_figure` is a key of `dim_…`."""
    every = list(_every_figure(content))
    tables: dict[str, tuple[tuple[str, ...], Rows]] = {}
    keys: dict[str, dict[tuple[Any, ...], int]] = {}
    for name, columns in DIMENSIONS.items():
        found = list(dict.fromkeys(tuple(row[column] for column in columns) for row in every))
        keys[name] = {values: number for number, values in enumerate(found, 1)}
        rows = [
            {f"{name}_id": number, **dict(zip(columns, values, strict=True))} for values, number in keys[name].items()
        ]
        tables[f"dim_{name}"] = ((f"{name}_id", *columns), rows)
    ids = tuple(f"{name}_id" for name in DIMENSIONS)
    facts = [
        {"figure_id": number}
        | {f"{name}_id": keys[name][tuple(row[c] for c in columns)] for name, columns in DIMENSIONS.items()}
        | {name: row[name] for name in MEASURES}
        for number, row in enumerate(every, 1)
    ]
    return {"fact_figure": (("figure_id", *ids, *MEASURES), facts), **tables}


def _every_figure(content: Content) -> Iterator[Row]:
    """Each indicator that is pinned, through time, with those it is compared with. Each figure once."""
    seen: set[tuple[Any, ...]] = set()
    for said in content.figures:
        for row in (_pinned(said), *_through_time(said)):
            key = tuple(row[name] for name in ("indicator", "place", "level", "period", "breakdown", "band", "release"))
            if key not in seen:
                seen.add(key)
                yield row


def _pinned(said: Any) -> Row:
    return _star_row(said, said.pin, said.pin, pinned=True)


def _through_time(said: Any) -> Iterator[Row]:
    for point in said.now.trend.points if said.now.trend else ():
        for figure in (point.figure, *(point.beside[level] for level in LEVELS if level in point.beside)):
            yield _star_row(said, figure, figure.source, pinned=False)


def _star_row(said: Any, figure: Any, source: Any, *, pinned: bool) -> Row:
    names = ("level", "place", "period", "period_start", "period_end", "breakdown", "band", *MEASURES[:-1])
    about = {"indicator": said.pin.code, "title": said.pin.title, "unit": said.pin.unit, "per": said.pin.per}
    held = {name: getattr(figure, name) for name in names}
    where = {name: getattr(source, name) for name in DIMENSIONS["source"]}
    return about | held | where | {"place_name": name_of(figure.level, figure.place), "pinned": pinned}


README = """The figures of a needs assessment, as a star

Open the folder in Power BI (Get data, Folder or Parquet) and join the tables:

{relations}

fact_figure holds one row for each figure: pinned is true where the needs assessment cites it; the others are the same
indicators through time and those that they are compared with. A figure without a value says why in state and why: it
is never nought. lower and upper are the 95% interval.

{area}. {title}. As it stood on {on}. Contains public sector information licensed as dim_source says.
"""


def _entry(name: str, content: Content) -> zipfile.ZipInfo:
    """A file of the day that it tells of, so that the same content gives the same zip."""
    on = content.on
    found = zipfile.ZipInfo(name, (on.year, on.month, on.day, 12, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def star_zip(content: Content) -> bytes:
    """The star as one zip: each table as CSV and as Parquet, and how they join."""
    tables = star(content)
    relations = "\n".join(f"  fact_figure.{name}_id  ->  dim_{name}.{name}_id" for name in DIMENSIONS)
    told = {"area": content.area.name, "title": content.assessment.title, "on": content.on}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry("README.txt", content), README.format(relations=relations, **told))
        for name, (columns, rows) in tables.items():
            packed.writestr(_entry(f"{name}.csv", content), _csv(columns, rows))
            packed.writestr(_entry(f"{name}.parquet", content), _parquet(columns, rows, _TYPES))
    return out.getvalue()


def charts_zip(content: Content, charts: Iterable[Any]) -> bytes:
    """Every chart as SVG and as PNG, for slides, with a list of what each shows."""
    out = io.BytesIO()
    listed = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, chart in enumerate(charts, 1):
            listed.append(f"chart-{number:02}: {chart.title}. {chart.description}")
            packed.writestr(_entry(f"chart-{number:02}.svg", content), chart.drawing)
            packed.writestr(_entry(f"chart-{number:02}.png", content), chart.png())
        packed.writestr(
            _entry("README.txt", content),
            f"{content.area.name}. {content.assessment.title}\n\n" + "\n".join(listed) + "\n",
        )
    return out.getvalue()
