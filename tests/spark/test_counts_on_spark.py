"""Do the same expressions count the same on Spark as on DuckDB? Run by the leg `spark`, which has Java and the extra."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest

from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.lake.engines import DUCKDB, PYSPARK, counting_engine
from goldenthread.understanding.datasets.lake.overlays import altered
from goldenthread.understanding.indicators.computing.person_level import Counted, count
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.indicators.tasks import compute_returns
from tests.understanding.indicators.computing.small_return import tables
from tests.understanding.indicators.returning import PURPOSE, by, made_up_return, returned, small_figures

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])  # Spark is a process beside us, and we talk to it


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session for all: to start one takes longer than to count."""
    with counting_engine(PYSPARK, "local[2]") as engine:
        yield engine


def counted(engine: Any, folder: Path) -> list[Counted]:
    """Two councils' small return as Parquet, as the lake keeps it, counted by an engine."""
    given = {}
    for name, table in tables().items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            table.to_parquet(path)
        given[name] = engine.read_parquet(path)
    return sorted(count(engine, given, indicators().values()), key=repr)


def test_every_indicator_and_breakdown_of_several_areas_is_counted_alike(spark: Any, tmp_path: Path) -> None:
    with counting_engine(DUCKDB) as engine:
        here = counted(engine, tmp_path)
    assert {each.area for each in here} == {"E08000021", "E08000023", ""}
    assert counted(spark, tmp_path) == here


def test_a_cell_that_was_corrected_away_is_empty_on_spark_too(spark: Any) -> None:
    rows = ibis.memtable(
        {"_row": [2, 3], "outcome": ["Y", None], "decided": [date(2024, 5, 1), date(2024, 6, 1)]},
        schema={"_row": "int64", "outcome": "string", "decided": "date"},
    )
    changed = {
        ("requests", 2, "outcome"): None,
        ("requests", 3, "outcome"): "N",
        ("requests", 3, "decided"): "2024-07-02",
    }
    found = spark.to_pyarrow(altered(rows, "requests", changed).order_by("_row")).to_pylist()
    assert found == [
        {"_row": 2, "outcome": None, "decided": date(2024, 5, 1)},
        {"_row": 3, "outcome": "N", "decided": date(2024, 7, 2)},
    ]


FIELDS = [field.attname for field in IndicatorFigure._meta.concrete_fields if field.attname not in ("id", "source_id")]


def figures() -> list[tuple[Any, ...]]:
    return sorted(IndicatorFigure.objects.filter(source__person_level=True).values_list(*FIELDS), key=repr)


@pytest.mark.django_db
def test_an_area_gets_the_same_figures_from_its_returns(
    spark: Any, newcastle: Area, settings: Any, tmp_path: Path
) -> None:
    settings.LAKE = tmp_path / "lake"
    for year in (2023, 2025):
        returned(newcastle, made_up_return(newcastle, tmp_path, year, figures=small_figures(newcastle)))
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    here = figures()
    IndicatorFigure.objects.all().delete()
    FigureSource.objects.all().delete()

    settings.LAKE_ENGINE = PYSPARK
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    assert len(here) > 1_000
    assert figures() == here
