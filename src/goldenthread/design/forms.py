"""How is an ordinary Django form drawn with GOV.UK components?

`DesignSystem` is the form renderer. A page writes `{{ form }}`, or `{{ form.title.as_field_group() }}` for one field,
and no form needs classes of its own: the widget decides the component, `help_text` is the hint, and attributes such
as `autocomplete` or `class` ("govuk-input--width-5") pass through. A form that sets `mark_optional = False`, such as
a filter, does not say "(optional)" beside what may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from goldenthread.design.dates import DateField, DateInput

__all__ = ["DateField", "DateInput", "DesignSystem", "component", "error_list", "has_errors"]

Parameters = dict[str, Any]
_DASHES, _EMPTY_LABEL = "---------", "Choose one"
_INPUT_TYPES = {"email": "email", "url": "url", "tel": "tel", "search": "search"}
_OWN_PLACE = {"class", "rows", "autocomplete", "inputmode", "spellcheck", "pattern", "maxlength", "minlength"}
_NEVER = {"required", "cols", "id", "name", "type", "value", "step", "min", "max", "placeholder"}


class DesignSystem(TemplatesSetting):
    """Render every Django form with the matching design-system components."""

    form_template_name = "design/form.jinja"
    formset_template_name = "design/formset.jinja"
    field_template_name = "design/field.jinja"


def component(field: BoundField) -> tuple[str, Parameters]:
    """The name of the component that draws this field, and the parameters of its macro."""
    for widget_class, name, build in _COMPONENTS:
        if isinstance(field.field.widget, widget_class):
            return name, build(field)
    return "other", _shared(field)


def error_list(*bound: forms.BaseForm | forms.BaseFormSet[Any]) -> list[Parameters]:
    """Every error of these forms or formsets in page order, each linking to its control."""
    return [item for each in bound for item in _errors(each)]


def messages(field: BoundField) -> list[str]:
    """What is wrong with this field. Django's "This field is required." becomes what to do, and where."""
    bare = str(forms.Field.default_error_messages["required"])
    return [_ask(field) if str(message) == bare else str(message) for message in field.errors]


def has_errors(*bound: object) -> bool:
    """Whether any of these is a form or formset that was sent and refused. Anything else counts as no."""
    return any(
        isinstance(each, forms.BaseForm | forms.BaseFormSet) and each.is_bound and not each.is_valid() for each in bound
    )


def _errors(bound: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterator[Parameters]:
    if isinstance(bound, forms.BaseFormSet):
        yield from ({"text": str(message)} for message in bound.non_form_errors())
        for form in bound.forms:
            yield from _errors(form)
        return
    yield from ({"text": str(message)} for message in bound.non_field_errors())
    for field in bound:
        link = {} if field.is_hidden else {"href": f"#{field.auto_id}"}
        yield from ({"text": message, **link} for message in messages(field))


def _ask(field: BoundField) -> str:
    label = str(field.label or "").strip()
    if label.endswith("?"):
        return f"Answer the question: {label}"
    widget = field.field.widget
    for widget_class, sentence in _ASKING:
        if isinstance(widget, widget_class):
            return sentence.format(label)
    inside = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Choose' if isinstance(widget, widgets.ChoiceWidget) else 'Enter'} {inside}"


_ASKING: tuple[tuple[type, str], ...] = (
    (DateInput, "Enter a date for “{}”"),
    (widgets.FileInput, "Choose a file for “{}”"),
    (widgets.CheckboxInput, "Tick the box: “{}”"),
    (widgets.CheckboxSelectMultiple, "Tick at least one box under “{}”"),
    (widgets.SelectMultiple, "Tick at least one box under “{}”"),
)


# --- what every component is told ---------------------------------------------------------------------------


def _shared(field: BoundField) -> Parameters:
    attrs = _attributes(field)
    given: Parameters = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": {"text": _label(field), "classes": "govuk-label--s"},
        "classes": attrs.get("class", ""),
        "attributes": {key: value for key, value in attrs.items() if key not in _OWN_PLACE},
        "disabled": field.field.disabled,
    }
    for key in ("autocomplete", "inputmode", "pattern", "rows"):
        if attrs.get(key):
            given[key] = str(attrs[key])
    if field.help_text:
        given["hint"] = {"html": conditional_escape(field.help_text)}
    if field.errors:
        given["errorMessage"] = {"html": _joined(messages(field))}
    return given


def _attributes(field: BoundField) -> Parameters:
    """The widget's own attributes as Django macros spell them: true stands alone, false is left out."""
    attrs = field.field.widget.attrs
    shown = {key: value for key, value in attrs.items() if key not in _NEVER and value not in (False, None)}
    return {key: "" if value is True else str(value) for key, value in shown.items()}


def _label(field: BoundField) -> str:
    label = str(field.label or "")
    quiet = not getattr(field.form, "mark_optional", True) or "optional" in label.lower()
    return label if field.field.required or field.field.disabled or quiet else f"{label} (optional)"


def _joined(messages: Iterable[object]) -> SafeString:
    return SafeString("<br>".join(conditional_escape(str(message)) for message in messages))


def _value(field: BoundField) -> str:
    return "" if (shown := field.field.widget.format_value(field.value())) is None else str(shown)


# --- one builder for each component -------------------------------------------------------------------------


def _input(field: BoundField) -> Parameters:
    widget = field.field.widget
    kind = getattr(widget, "input_type", "text")
    made = _shared(field) | {"value": _value(field), "type": _INPUT_TYPES.get(kind, "text")}
    if isinstance(widget, widgets.NumberInput):
        made.setdefault("inputmode", "numeric" if type(field.field) is forms.IntegerField else "decimal")
        made["classes"] = made["classes"] or "govuk-input--width-10"
        made["spellcheck"] = False
    if isinstance(widget, widgets.EmailInput):
        made.setdefault("autocomplete", "email")
        made["spellcheck"] = False
    return made


def _password(field: BoundField) -> Parameters:
    made = _shared(field)
    made.setdefault("autocomplete", "current-password")
    return made


def _textarea(field: BoundField) -> Parameters:
    made = _shared(field) | {"value": _value(field)}
    if made.get("rows") == "10":  # Django's own default, too tall for a note
        made["rows"] = "5"
    return made


def _counted(field: BoundField) -> Parameters:
    return _textarea(field) | {"maxlength": int(field.field.max_length), "threshold": 75}  # type: ignore[attr-defined]


def _text_block(field: BoundField) -> Parameters:
    return _counted(field) if getattr(field.field, "max_length", None) else _textarea(field)


def _choices(field: BoundField) -> list[Parameters]:
    """Each choice as an item. The first has the field's own id, so that an error link lands on it."""
    widget = field.field.widget
    items: list[Parameters] = []
    for group, options, _ in widget.optgroups(field.html_name, widget.format_value(field.value())):
        for option in options:
            items.append(
                {
                    "id": field.auto_id if not items else f"{field.auto_id}_{len(items)}",
                    "name": field.html_name,
                    "value": str(option["value"]),
                    "text": _EMPTY_LABEL if str(option["label"]) == _DASHES else str(option["label"]),
                    "group": str(group or ""),
                    "checked": bool(option["selected"]),
                    "selected": bool(option["selected"]),
                    "disabled": field.field.disabled,
                }
            )
    return items


def _select(field: BoundField) -> Parameters:
    return _shared(field) | {"items": _choices(field)}


def _options(field: BoundField) -> Parameters:
    made = _shared(field)
    legend = {"text": made["label"]["text"], "classes": "govuk-fieldset__legend--s"}
    one_of = isinstance(field.field.widget, widgets.RadioSelect) and not field.field.widget.allow_multiple_selected
    items = [item for item in _choices(field) if item["value"] or one_of]
    return made | {"idPrefix": field.auto_id, "fieldset": {"legend": legend}, "items": items}


def _tick(field: BoundField) -> Parameters:
    """One box to tick: the field's label is the box's label, so there is no legend."""
    made = _shared(field)
    item: Parameters = {
        "id": field.auto_id,
        "value": "on",
        "text": str(field.label or ""),
        "checked": bool(field.field.widget.check_test(field.value())),
        "disabled": field.field.disabled,
    }
    if "hint" in made:
        item["hint"] = made.pop("hint")
    return made | {"idPrefix": field.auto_id, "items": [item]}


def _date(field: BoundField) -> Parameters:
    made = _shared(field)
    legend = {"text": made["label"]["text"], "classes": "govuk-fieldset__legend--s"}
    wrong = " govuk-input--error" if field.errors else ""
    items = [
        {
            "id": field.auto_id if part == "day" else f"{field.auto_id}_{part}",
            "name": f"{field.html_name}_{part}",
            "label": part.capitalize(),
            "value": value,
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
        }
        for part, value in field.field.widget.parts(field.value()).items()
    ]
    return made | {"id": f"{field.auto_id}_group", "fieldset": {"legend": legend}, "items": items}


def _file(field: BoundField) -> Parameters:
    held = getattr(field.value(), "name", "") if field.initial else ""
    return _shared(field) | {"held": str(held)}


_COMPONENTS: tuple[tuple[type, str, Any], ...] = (
    (widgets.HiddenInput, "hidden", _shared),
    (widgets.MultipleHiddenInput, "hidden", _shared),
    (DateInput, "date", _date),
    (widgets.PasswordInput, "password", _password),
    (widgets.FileInput, "file", _file),
    (widgets.CheckboxInput, "tick", _tick),
    (widgets.CheckboxSelectMultiple, "checkboxes", _options),  # before radios, of which Django makes it a kind
    (widgets.RadioSelect, "radios", _options),
    (widgets.SelectMultiple, "checkboxes", _options),
    (widgets.Select, "select", _select),
    (widgets.Textarea, "textarea", _text_block),
    (widgets.Input, "input", _input),
)
