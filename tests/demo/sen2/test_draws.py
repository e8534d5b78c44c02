"""Do quotas add up, are settled codes exactly as many as asked, and are identifiers valid by their own arithmetic?"""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.demo.sen2.draws import day, picked, raked, sampled, school_age, settled, shares
from goldenthread.demo.sen2.identity import ulns, upns

weights = st.lists(st.floats(0, 1e6), min_size=1, max_size=12)


@given(st.integers(0, 10_000), weights)
def test_shares_add_up_and_are_within_one_of_exact(total, found):
    given_out = shares(total, np.array(found))
    assert given_out.sum() == total
    if sum(found):
        assert np.all(np.abs(given_out - np.array(found) / sum(found) * total) < 1 + 1e-6)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80), st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_settled_codes_are_as_many_as_asked_and_no_more_change_than_must(codes, quota):
    before = np.array(codes)
    wanted = shares(len(codes), np.array(quota))
    after = settled(before, wanted, np.random.default_rng(1))
    assert np.array_equal(np.bincount(after, minlength=6), wanted)
    surplus = (np.bincount(before, minlength=6) - wanted).clip(0).sum()
    assert np.count_nonzero(before != after) == surplus


@given(st.lists(st.integers(0, 3), min_size=5, max_size=60), st.integers(0, 5), st.randoms())
def test_as_many_are_picked_as_asked_and_those_who_must_be_are(groups, total, random):
    rows = np.array(groups)
    must = np.zeros(len(rows), dtype=bool)
    must[: min(total, 2)] = True
    quota = shares(total, np.array([random.random() for _ in range(4)]))
    chosen = picked(rows, quota, np.ones(len(rows)), must, total, np.random.default_rng(2))
    assert len(chosen) == len(set(chosen)) == total
    assert set(np.flatnonzero(must)) <= set(chosen)


def test_a_raked_table_has_the_margins_and_a_sample_follows_it():
    table = raked(np.ones((2, 3)), [((0,), np.array([10, 20])), ((1,), np.array([5, 10, 15]))])
    assert np.allclose(table.sum(axis=0), [5, 10, 15])
    first, second = sampled(table, 30, np.random.default_rng(3))
    assert np.bincount(first).tolist() == [10, 20]
    assert abs(np.bincount(second) - [5, 10, 15]).max() <= 2


@given(st.dates(date(1998, 1, 1), date(2024, 1, 1)), st.integers(2022, 2025))
def test_school_age_is_the_age_on_31_august_before(born, january):
    found = school_age(np.array([day(born.year, born.month, born.day)]), january)[0]
    assert found == january - 1 - born.year - ((born.month, born.day) > (8, 31))


@given(st.integers(0, 9_000_000))
def test_a_upn_and_a_uln_pass_their_own_checks(person):
    alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ"
    upn = upns(np.array([person]), "391")[0].as_py()
    assert len(upn) == 13
    assert upn[1:5] == "3910"
    assert alphabet[sum(int(upn[i - 1]) * i for i in range(2, 14)) % 23] == upn[0]
    uln = ulns(np.array([person]))[0].as_py()
    rest = sum(int(uln[i]) * (10 - i) for i in range(9)) % 11
    assert len(uln) == 10
    assert rest != 0
    assert int(uln[9]) == 10 - rest
