"""Is an ordinary Django form drawn with the right components, and does every error lead to its control?"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django import forms
from django.utils.safestring import mark_safe

from goldenthread.design.forms import DateField, component, error_list, has_errors
from tests.design.gallery import EveryField

AB = [("a", "A"), ("b", "B")]


class Bare(forms.Form):
    mark_optional = True


def drawn(field: forms.Field, data: dict[str, object] | None = None) -> forms.BoundField:
    made = type("Made", (Bare,), {"thing": field})
    return made(data)["thing"]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (forms.CharField(), "input"),
        (forms.URLField(assume_scheme="https"), "input"),
        (forms.DecimalField(), "input"),
        (forms.CharField(widget=forms.PasswordInput), "password"),
        (forms.CharField(widget=forms.Textarea), "textarea"),
        (forms.CharField(widget=forms.HiddenInput), "hidden"),
        (forms.ChoiceField(choices=AB), "select"),
        (forms.ChoiceField(choices=AB, widget=forms.RadioSelect), "radios"),
        (forms.MultipleChoiceField(choices=AB), "checkboxes"),
        (forms.MultipleChoiceField(choices=AB, widget=forms.CheckboxSelectMultiple), "checkboxes"),
        (forms.BooleanField(), "tick"),
        (forms.FileField(), "file"),
        (DateField(), "date"),
        (forms.SplitDateTimeField(), "other"),
    ],
)
def test_widget_decides_the_component(field: forms.Field, name: str) -> None:
    bound = drawn(field)

    assert component(bound)[0] == name
    assert bound.auto_id in str(bound.as_field_group())


def test_a_widget_of_ones_own_is_drawn_as_its_kind() -> None:
    class PartnerSelect(forms.Select):
        pass

    assert component(drawn(forms.ChoiceField(widget=PartnerSelect)))[0] == "select"


@pytest.mark.parametrize(
    ("field", "label"),
    [
        (forms.CharField(), "Thing"),
        (forms.CharField(required=False), "Thing (optional)"),
        (forms.CharField(required=False, label="Thing, optional"), "Thing, optional"),
        (forms.CharField(required=False, disabled=True), "Thing"),
    ],
)
def test_what_may_be_left_out_says_so(field: forms.Field, label: str) -> None:
    assert component(drawn(field))[1]["label"]["text"] == label


def test_a_filter_does_not_say_optional() -> None:
    class Filter(forms.Form):
        mark_optional = False
        theme = forms.CharField(required=False)

    assert "optional" not in str(Filter())


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (forms.CharField(label="Title"), "Enter title"),
        (forms.CharField(label="ICB reference"), "Enter ICB reference"),
        (forms.CharField(label="What changed?"), "Answer the question: What changed?"),
        (forms.ChoiceField(label="Priority"), "Choose priority"),
        (forms.MultipleChoiceField(label="Partners"), "Tick at least one box under “Partners”"),
        (forms.BooleanField(label="The board agreed"), "Tick the box: “The board agreed”"),
        (forms.FileField(label="Paper"), "Choose a file for “Paper”"),
        (DateField(label="Due"), "Enter a date for “Due”"),
        (forms.CharField(error_messages={"required": "Tell us why"}), "Tell us why"),
    ],
)
def test_missing_answer_is_asked_for_in_words(field: forms.Field, asked: str) -> None:
    bound = drawn(field, {})

    assert [item["text"] for item in error_list(bound.form)] == [asked]
    assert component(bound)[1]["errorMessage"]["html"] == asked


def test_words_people_typed_are_never_markup() -> None:
    field = forms.CharField(
        label="<i>Label</i>", help_text="A & <b>hint</b>", widget=forms.TextInput({"data-x": '"><x>'})
    )
    shown = str(drawn(field, {"thing": '"><script>'}).as_field_group())

    assert not any(tag in shown for tag in ("<i>", "<b>", "<x>", "<script>"))


def test_help_that_is_already_markup_stays_so() -> None:
    field = forms.CharField(help_text=mark_safe("<ul><li>12 characters</li></ul>"))

    assert "<ul><li>12 characters</li></ul>" in str(drawn(field).as_field_group())


def test_long_text_is_counted_and_never_cut_off() -> None:
    shown = str(drawn(forms.CharField(widget=forms.Textarea, max_length=200)).as_field_group())

    assert 'data-maxlength="200"' in shown
    assert " maxlength=" not in shown


def test_chosen_values_are_shown_chosen() -> None:
    choices = [("a", "A"), ("b", "B")]
    picked = drawn(forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple), {"thing": ["b"]})

    assert [item["checked"] for item in component(picked)[1]["items"]] == [False, True]


def test_first_choice_has_the_id_that_errors_link_to() -> None:
    for widget in (forms.RadioSelect, forms.CheckboxSelectMultiple):
        field = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=widget)
        assert [item["id"] for item in component(drawn(field))[1]["items"]] == ["id_thing", "id_thing_1"]


def test_every_error_of_a_form_leads_to_a_control_on_the_page() -> None:
    form = EveryField({})
    page = str(form)

    links = [item["href"].removeprefix("#") for item in error_list(form) if "href" in item]
    assert len(links) == 11
    assert all(f'id="{each}"' in page for each in links)


def test_errors_of_a_formset_come_form_by_form() -> None:
    rows = forms.formset_factory(EveryField, extra=0)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})

    hrefs = [item["href"] for item in error_list(rows) if "href" in item]
    assert hrefs[0] == "#id_form-0-title"
    assert hrefs[-1] == "#id_form-1-paper"
    assert 'name="form-TOTAL_FORMS"' in str(rows)


def test_only_a_refused_form_has_errors() -> None:
    assert has_errors(EveryField({}))
    assert not has_errors(EveryField())
    assert not has_errors(None, "", SimpleNamespace(errors=["not a form"]))
