"""What is wrong with a value of the wrong type, in plain words and with a remedy?"""

from __future__ import annotations

from typing import Any

from .format.values import COLOUR, GSS_CODE, KEY

Said = tuple[str, str]

_SHAPES: dict[str, Said] = {
    KEY: (
        "a key of small letters, digits, dots and hyphens, at most 80, the first a letter or a digit",
        "Write it such as `a-joint-therapies`, and in the same way wherever it is named.",
    ),
    GSS_CODE: (
        "the ONS code of a council area in England: E06, E07, E08, E09 or E10 and six digits",
        "Look it up in the ONS register, such as E08000021.",
    ),
    COLOUR: ("a colour as # and six digits or letters a to f", "Write it such as `#1d70b8`."),
}
_FIGURE = "Write it in figures, such as 42.5. Leave the field out where there is none."
_SAID: dict[str, Said] = {
    "string_type": ("text", "Put it in quotation marks."),
    "string_unicode": ("characters that can be printed", "Write the character itself, or both its halves."),
    "string_too_short": ("at least one word", "Write it, or take out the whole entry."),
    "tuple_type": (
        "a list",
        "Begin each entry with a dash, or put the entries in [ ]. Leave the field out where it is empty.",
    ),
    "model_type": ("fields, each with its value", "Write each as `name: value`."),
    "decimal_type": ("a number", _FIGURE),
    "decimal_parsing": ("a number", _FIGURE),
    "decimal_max_digits": ("a number of at most 20 digits", "Check the number."),
    "decimal_whole_digits": ("a number of at most 14 digits before the point", "Check the number."),
    "decimal_max_places": ("at most 6 digits after the point", "Round it as the source does."),
    "finite_number": ("a finite number", "Leave the field out where there is none."),
    "int_type": ("a whole number", _FIGURE),
    "int_parsing": ("a whole number", _FIGURE),
    "int_from_float": ("a whole number", _FIGURE),
    "int_parsing_size": ("a whole number of at most 10 digits", "Check the number."),
    "bool_type": ("true or false", "Write one of the two, without quotation marks."),
    "bool_parsing": ("true or false", "Write one of the two, without quotation marks."),
}
_SAID["model_attributes_type"] = _SAID["dict_type"] = _SAID["model_type"]
_DAY: Said = (
    "a day that exists, written such as 2026-03-31",
    "Correct it, or leave the field out where it may be empty.",
)


def said(detail: Any) -> Said:
    """(expected, remedy) for one of pydantic's faults."""
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return "no such field", "Is it misspelt, or does it belong one level up?"
        case "missing":
            return f"the field `{detail['loc'][-1]}`", "Add it."
        case "literal_error":
            several = " or " in context["expected"]
            return f"{'one of ' if several else ''}{context['expected']}", "Write it in just these letters."
        case "string_pattern_mismatch":
            return _SHAPES.get(context["pattern"], ("another form", "Look it up in the reference of strategy packs."))
        case "string_too_long":
            return (
                f"at most {context['max_length']:,} characters",
                "Shorten it, and say the rest in the text of the item.",
            )
        case _ if kind.startswith(("date_", "datetime_")):
            return _DAY
        case _:
            return _SAID.get(kind, (detail["msg"].removeprefix("Input should be "), "Correct the value."))
