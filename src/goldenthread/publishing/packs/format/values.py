"""Of which values is a pack made: keys, text, numbers, and typed links?"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

KEY = r"^[a-z0-9][a-z0-9.\-]{0,79}$"
GSS_CODE = r"^E0[6-9]\d{6}$|^E10\d{6}$"
COLOUR = r"^#[0-9a-fA-F]{6}$"

Key = Annotated[str, StringConstraints(pattern=KEY)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Address = Annotated[str, Field(json_schema_extra={"pattern": r"^$|^https?://"})]
"""A page on the web. `limits` refuses any other where a pack comes in; what is held already can still be read."""


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal,
    Field(allow_inf_nan=False, max_digits=20, decimal_places=6),
    PlainSerializer(_plain, return_type=int | float, when_used="json"),
]


class Strict(BaseModel):
    """An unknown field is a fault, not a silent loss."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Basis = Literal["stated", "stated-of-the-set", "added"]


class LinkTo(Strict):
    """The far end of a typed link, and on what basis it is drawn.

    `stated`: the document joins these two. `stated-of-the-set`: the document joins a whole list to a whole list
    without saying which to which. `added`: the partnership joined them afterwards.
    """

    key: Key
    basis: Basis = "stated"


def _as_link(value: object) -> object:
    return {"key": value} if isinstance(value, str) else value


Link = Annotated[LinkTo, BeforeValidator(_as_link)]
Links = tuple[Link, ...]
