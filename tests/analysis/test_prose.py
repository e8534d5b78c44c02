"""Are lists, counts and dates put into plain British sentences?"""

from datetime import date

import pytest

from goldenthread.analysis.prose import join_words, ordinal, plural, quote, say_date, sentence, times


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined(words, joined):
    assert join_words(words) == joined


def test_words_can_be_joined_by_or():
    assert join_words(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 actions"), (1, "1 action"), (2, "2 actions"), (1200, "1,200 actions")]
)
def test_count_takes_a_plural(count, words):
    assert plural(count, "action") == words


def test_count_takes_an_irregular_plural():
    assert (plural(1, "child", "children"), plural(2, "child", "children")) == ("1 child", "2 children")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (112, "112th"), (123, "123rd")],
)  # fmt: skip
def test_ordinal(number, words):
    assert ordinal(number) == words


@pytest.mark.parametrize(("count", "words"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_times(count, words):
    assert times(count) == words


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("", ""),
        ("  ", ""),
        ("it rose", "It rose."),
        ("EHC plans rose.", "EHC plans rose."),
        ("which year?", "Which year?"),
        ("“Review” was due", "“Review” was due."),
    ],
)
def test_sentence_begins_and_ends_as_one(words, result):
    assert sentence(words) == result


def test_date_is_said_without_a_leading_nought():
    assert say_date(date(2024, 11, 3)) == "3 November 2024"


def test_quote_marks_the_documents_own_words():
    assert quote(" Autumn 2024 ") == "“Autumn 2024”"
