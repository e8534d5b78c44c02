"""Can an analyst's expression reach anything but the columns of its own table?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from datetime import date

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.understanding.datasets.checking.expressions import (
    LONGEST,
    OWN,
    Names,
    NotAllowed,
    checked_expression,
    checked_select,
)

NAMES = Names(date(2025, 1, 16), 2025)


def sql(text: str) -> str:
    return checked_expression(text, {"x", "d", "e"}, NAMES).sql("duckdb", comments=False)


@pytest.mark.parametrize(
    "text",
    [
        "read_csv('/etc/passwd')", "(SELECT 1)", "x IN (SELECT 1)", "EXISTS (SELECT 1)", "1; DROP TABLE x", "getvariable('k')",
        "getenv('HOME')", "query('SELECT 1')", "x.y = 1", "nobody = 1", "COUNT(*) > 1", "x::JSON", "CAST(x AS BLOB)", "CURRENT_DATE = d",
        "now() = d", "today() = d", "*", "COLUMNS('x')", "x[1]", "$1 = x", "? = x", "", "x = ", "DROP TABLE x", "COPY x TO 'y'",
        "ATTACH 'x'", "PRAGMA x", "SET x = 1", "x = 'a' UNION SELECT 1", "full_years(d) > 1", "full_years(full_years(d, e), e) > 1",
        "nextval('x') = 1", "lambda y: y", "list_transform([1], y -> y)", "x = ROW(1)", "INSTALL httpfs", "LOAD httpfs",
        "parquet_scan('x')", "glob('*')", "x" * (LONGEST + 1), "(" * 2000 + "x" + ")" * 2000, " OR ".join(["x = 1"] * 700),
    ],
)  # fmt: skip
def test_what_may_not_be_said(text: str) -> None:
    with pytest.raises(NotAllowed):
        sql(text)


@pytest.mark.parametrize(
    "text",
    [
        "x IS NULL", "NOT x IN ('a', 'b')", "d BETWEEN year_begins AND reference_date", "x LIKE 'a%' OR x ILIKE '%b'", "d < e AND TRUE",
        "CASE WHEN x = 'a' THEN 1 ELSE 2 END = 1",
        "days_between(d, e) > 140", "full_years(d, reference_date) >= 26", "d + INTERVAL 1 YEAR < e",
        "EXTRACT(MONTH FROM d) * 100 > 3", "regexp_matches(x, '^a')", "COALESCE(x, '') = ''",
        "whole(x) % 2 = 0", "valid_upn(x)", "length(trim(x)) > 2",
    ],
)  # fmt: skip
def test_what_may_be_said_runs_and_carries_over_to_another_engine(text: str) -> None:
    con = duckdb.connect()
    con.execute("CREATE TABLE t (x VARCHAR, d DATE, e DATE)")
    con.execute("INSERT INTO t VALUES ('1', DATE '2020-02-29', DATE '2024-02-28'), (NULL, NULL, NULL)")
    assert len(con.execute(f"SELECT {sql(text)} FROM t").fetchall()) == 2
    assert sqlglot.transpile(sql(text), read="duckdb", write="spark")


def test_a_comment_does_not_come_through() -> None:
    assert "--" not in sql("x = 'a' -- */ DROP TABLE x")
    assert "DROP" not in sql("x = 'a' -- */ DROP TABLE x")


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_one_expression(text: str) -> None:
    try:
        made = sql(text)
    except NotAllowed:
        return
    assert len(sqlglot.parse(f"SELECT {made}", dialect="duckdb")) == 1


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_full_years_are_birthdays_had(born: date, on: date) -> None:
    made = checked_expression("full_years(d, e)", {"d", "e"}, NAMES).sql("duckdb")
    found = duckdb.sql(f"SELECT {made} FROM (SELECT DATE '{born}' AS d, DATE '{on}' AS e)").fetchall()[0][0]
    assert found == on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_the_school_year_is_that_of_the_census() -> None:
    assert "2024-09-01" in sql("d = school_year_begins")
    assert "2024-08-31" in sql("d = school_year_eve")
    assert "2024-12-31" in sql("d = year_ends")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('x')", "SELECT * FROM 'x.csv'", "SELECT * FROM other", "SELECT * FROM main.t", "DELETE FROM t", "t",
        "SELECT getenv('HOME') FROM t", "SELECT 1; SELECT 2", "WITH a AS (SELECT 1) SELECT * FROM a", "SELECT * FROM t LIMIT 1",
        "SELECT * FROM information_schema.tables", "FROM t",
    ],
)  # fmt: skip
def test_a_view_reaches_its_own_tables_only(text: str) -> None:
    if text == "FROM t":
        assert "typed_t" in checked_select(text, {"t": "typed_t"}, NAMES).sql("duckdb")
        return
    with pytest.raises(NotAllowed):
        checked_select(text, {"t": "typed_t"}, NAMES)


def test_our_functions_are_told_when_one_is_unknown() -> None:
    with pytest.raises(NotAllowed, match="Ours are"):
        sql("sounds_like(x) = 'a'")
    assert "valid_upn" in OWN
