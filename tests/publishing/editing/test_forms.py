"""Does every form write what the model holds, ask what is unclear, and refuse what does not hang together?"""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from goldenthread.planning.deliveryplan.forms import say_due
from goldenthread.publishing.editing.forms import FORMS, FigureForm, HolderForm, ReasonForm, StepForm
from goldenthread.publishing.editing.presenters.values import NAMES, compared
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.thread.models import Node

NOT_WRITTEN = {"key", "state", "blocked_reason"}  # given once; reported


def sent(**fields: object) -> QueryDict:
    return QueryDict(urlencode(fields))


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
def test_a_form_writes_every_field_that_a_pack_keeps(kind):
    written = set(FORMS[kind.plural].value_fields())
    assert set(kind.fields) - written <= NOT_WRITTEN
    assert written <= {field.name for field in kind.model._meta.fields}


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
def test_every_field_has_a_name_for_lists_and_history(kind):
    assert set(compared(kind.plural, kind.model())) <= set(NAMES)


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
def test_a_form_is_no_longer_than_its_column(kind):
    for name in FORMS[kind.plural].value_fields():
        column = kind.model._meta.get_field(name)
        limit = getattr(FORMS[kind.plural].base_fields[name], "max_length", None)
        if column.max_length and not column.choices and name != "cite":
            assert limit is not None and limit <= column.max_length, name


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
def test_an_item_that_nobody_touched_is_not_changed(kind, north_east_lincolnshire, newcastle):
    """Opened and sent back as a browser would, every real item is valid and says what it said."""
    for node in [*kind.model.objects.filter(area__in=(north_east_lincolnshire, newcastle))]:
        assert_unchanged(kind.plural, node)


def assert_unchanged(plural: str, node: Node) -> None:
    form_class = FORMS[plural]
    sections = [(s["id"], s["title"]) for s in node.area.sections]
    initial = {name: getattr(node, name) for name in form_class.value_fields()}
    boxes = form_class(initial=initial, sections=sections)
    data = QueryDict(mutable=True)
    for bound in boxes:
        value = bound.value()
        if value is not True and value is not False:
            data[bound.html_name] = "" if value is None else str(value).replace("\n", "\r\n")
        elif value:
            data[bound.html_name] = "on"
    form = form_class(data, initial=initial, sections=sections)
    assert form.is_valid(), (node.key, form.errors)
    assert form.values() == initial, node.key


# --- dates -------------------------------------------------------------------------------------------------------

ACTION = {"title": "Review therapies", "due": "", "opened": 1}


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("Autumn 2024", "Autumn 2024: late only after 30 November 2024."),
        ("31/01/2027", "31/01/2027: late only after 31 January 2027."),
        ("ongoing", "No date stated (“ongoing”): it can never be late."),
        ("from 2026", "From 2026 (any time from 1 January 2026; no last day is stated): it can never be late."),
    ],
)
def test_what_a_date_means_is_said(wording: str, sentence: str):
    assert say_due(wording) == sentence


def test_an_unclear_date_is_asked_about_and_may_be_kept_as_worded():
    form = FORMS["actions"](sent(**ACTION | {"due": "March 2-21"}))
    assert not form.is_valid()
    assert "Write it more exactly, or keep it as worded" in form.errors["due"][0]
    assert "sure" in form.fields

    answered = FORMS["actions"](sent(**ACTION | {"due": "March 2-21", "sure": "on", "asked": form.data["asked"]}))
    assert answered.is_valid()
    assert answered.values()["due"] == "March 2-21"


def test_a_tick_does_not_answer_another_question():
    form = FORMS["actions"](sent(**ACTION | {"due": "March 2-21"}))
    form.is_valid()
    other = FORMS["actions"](sent(**ACTION | {"due": "April 3-22", "sure": "on", "asked": form.data["asked"]}))
    assert not other.is_valid()
    assert "sure" not in other.data


def test_a_day_that_no_calendar_has_is_a_slip_and_cannot_be_kept():
    form = FORMS["actions"](sent(**ACTION | {"due": "31/02/2027", "sure": "on"}))

    assert not form.is_valid()
    assert form.errors["due"] == ["There is no day 31 in February 2027, which has 28 days. Which day is meant?"]
    assert "sure" not in form.fields


def test_a_day_that_no_calendar_has_may_stand_where_it_stood():
    form = FORMS["actions"](sent(**ACTION | {"due": "31/02/2027"}), initial={"due": "31/02/2027"})

    assert form.is_valid()


def test_a_clear_date_is_not_asked_about():
    form = FORMS["actions"](sent(**ACTION | {"due": "Autumn 2027"}))
    assert form.is_valid()
    assert "sure" not in form.fields


def test_a_date_that_was_promised_is_shown_and_not_changed():
    form = FORMS["actions"](sent(**ACTION | {"due": "2030"}), initial={"due": "Autumn 2027"})
    assert form.is_valid()
    assert form.values()["due"] == "Autumn 2027"
    assert form.fields["due"].disabled


def test_a_step_asks_in_the_same_way():
    form = StepForm(sent(text="Ask families", kind="step", due="soon"))
    assert not form.is_valid()
    assert "due" in form.errors


# --- what does not hang together -----------------------------------------------------------------------------------

MEASURE = {"title": "Waits", "unit": "weeks", "target_kind": "not-stated", "baseline_state": "not-stated", "opened": 1}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {}),
        ({"target_kind": "absolute"}, {"target_value"}),
        ({"target_kind": "absolute", "target_value": "18"}, {}),
        ({"target_kind": "direction"}, {"target_direction"}),
        ({"target_kind": "direction", "target_direction": "down"}, {}),
        ({"target_kind": "direction", "target_direction": "down", "target_value": "18"}, {"target_value"}),
        ({"target_kind": "against-comparator"}, {"target_comparator"}),
        ({"target_kind": "closing-gap", "target_comparator": "the national average"}, {}),
        ({"target_kind": "to-be-determined", "target_direction": "down"}, {}),
        ({"target_kind": "to-be-determined", "target_value": "18"}, {"target_value"}),
        ({"target_kind": "event", "unit": "event"}, {}),
        ({"target_kind": "survey-statement", "target_direction": "up"}, {}),
        ({"baseline_state": "known"}, {"baseline_value"}),
        ({"baseline_state": "known", "baseline_value": "26"}, {}),
        ({"baseline_state": "to-be-determined", "baseline_value": "26"}, {"baseline_value"}),
        (
            {"baseline_state": "known", "baseline_value": "26", "baseline_numerator": "9", "baseline_denominator": "4",
             "unit": "per cent"},
            {"baseline_numerator"},
        ),
        ({"baseline_state": "known", "baseline_value": "*"}, {"baseline_value"}),
        ({"target_kind": "absolute", "target_value": "many"}, {"target_value"}),
    ],
)  # fmt: skip
def test_only_what_the_kind_of_target_calls_for_is_asked(fields: dict, wrong: set):
    form = FORMS["measures"](sent(**MEASURE | fields))
    form.is_valid()
    assert set(form.errors) == set(wrong)


def test_numbers_are_read_as_people_write_them():
    fields = {"target_kind": "absolute", "target_value": " 1,292.50 ", "unit": "count"}
    form = FORMS["measures"](sent(**MEASURE | fields))
    assert form.is_valid()
    assert form.values()["target_value"] == Decimal("1292.50")


@pytest.mark.parametrize("mark", ["*", "..", "-", "c", "x", "z", "n/a", "TBC"])
def test_a_mark_is_never_zero(mark: str):
    form = FORMS["measures"](sent(**MEASURE | {"baseline_state": "known", "baseline_value": mark}))
    assert not form.is_valid()
    assert f"“{mark}” is not a number, and it is never zero" in form.errors["baseline_value"][0]


@pytest.mark.parametrize("kind", ["we-did", "what-next", "could-not", "not-yet"])
@pytest.mark.parametrize("reason", ["", "No premises could be found."])
def test_could_not_says_why(kind: str, reason: str):
    form = FORMS["answers"](sent(text="We looked.", kind=kind, reason=reason, opened=1))
    assert form.is_valid() == (kind != "could-not" or bool(reason))


@pytest.mark.parametrize("given", ["organisation", "role", "person", "wording"])
def test_a_part_names_somebody(given: str):
    options = {"organisations": [("body", "A body")], "people": [("someone", "Someone")]}
    value = {"organisation": "body", "person": "someone"}.get(given, "Head of SEND")
    assert not HolderForm(sent(part="lead"), **options).is_valid()
    assert HolderForm(sent(part="lead", **{given: value}), **options).is_valid()


def test_somebody_who_has_left_is_not_taken_out_by_an_edit_of_the_role():
    initial = {"person": "gone", "person_label": "Somebody, who no longer works here"}
    form = HolderForm(sent(part="lead", person="gone", role="Head of SEND"), initial=initial)
    assert form.is_valid()
    assert form.values()["person"] == "gone"


def test_a_figure_is_a_number_or_words():
    assert not FigureForm(sent(label="Pupils", unit="pupils")).is_valid()
    assert FigureForm(sent(label="Pupils", unit="pupils", words="has risen")).is_valid()


def test_a_reason_is_asked_where_it_is_needed():
    assert ReasonForm(sent(why="")).is_valid()
    assert ReasonForm(sent(why=""), required="Say why").errors == {"why": ["Say why"]}


def test_a_strategy_is_chosen_only_where_there_are_several():
    assert "in_strategy" not in FORMS["priorities"](strategies=[("jcs", "Ours")]).fields
    assert "in_strategy" in FORMS["priorities"](strategies=[("jcs", "Ours"), ("send", "Theirs")]).fields
