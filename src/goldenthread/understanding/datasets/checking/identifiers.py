"""Can this be a real UPN, ULN, NHS number, URN, UKPRN, LAESTAB, local authority code or ODS code?

Each identifier has two forms: a plain Python function, to be read beside its source, and the same in SQL for a million
rows (`SQL`, a pattern with `{x}` for the column). Tests hold the two to each other. None of them says that the
identifier was ever issued, only that it may have been.
"""

from __future__ import annotations

import re
from collections.abc import Callable

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""23 letters: I, O and S are not used. The place of a letter here is its value."""
_UPN = re.compile(rf"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]")
TEMPORARY_ULN = "9999999999"


def valid_upn(text: str) -> bool:
    """Unique pupil number: a check letter, eleven digits, a digit or (temporary) a letter.

    The check letter is the sum of value × position over positions 2 to 13, modulo 23. Source: published code of
    departmental checks (`quhack/dfeqa`) and data-to-insight's rule 1510 of the children in need census.
    """
    if not _UPN.fullmatch(text):
        return False
    last = int(text[12]) if text[12].isdigit() else UPN_LETTERS.index(text[12])
    total = sum(int(digit) * place for place, digit in enumerate(text[1:12], start=2)) + 13 * last
    return UPN_LETTERS[total % 23] == text[0]


def valid_uln(text: str) -> bool:
    """Unique learner number: r = Σ digit × (11 − place) over nine digits, modulo 11; r = 0 is invalid; check = 10 − r.

    9999999999 stands for a learner whose number is awaited and passes. To be checked before it is relied upon.
    """
    if not re.fullmatch(r"[0-9]{10}", text):
        return False
    remainder = sum(int(digit) * (11 - place) for place, digit in enumerate(text[:9], start=1)) % 11
    return text == TEMPORARY_ULN or (remainder != 0 and int(text[9]) == 10 - remainder)


def valid_nhs_number(text: str) -> bool:
    """NHS number, with or without spaces or hyphens (3-3-4): c = 11 − Σ digit × (11 − place) mod 11; 11 is 0, 10 invalid."""
    plain = text.replace(" ", "").replace("-", "")
    if not re.fullmatch(r"[0-9]{10}", plain):
        return False
    check = 11 - sum(int(digit) * (11 - place) for place, digit in enumerate(plain[:9], start=1)) % 11
    return check != 10 and int(plain[9]) == check % 11


def valid_urn(text: str) -> bool:
    """Unique reference number of a setting: six digits, no check digit."""
    return re.fullmatch(r"[1-9][0-9]{5}", text) is not None


def valid_ukprn(text: str) -> bool:
    """UK provider reference number: 1 and seven digits, no check digit."""
    return re.fullmatch(r"1[0-9]{7}", text) is not None


def valid_laestab(text: str) -> bool:
    """Local authority (3 digits) and establishment (4 digits), with or without a slash."""
    return re.fullmatch(r"[2-9][0-9]{2}/?[0-9]{4}", text) is not None


def valid_la(text: str) -> bool:
    """A local authority: the old code of three digits or the GSS code (E06 to E10)."""
    return re.fullmatch(r"[2-9][0-9]{2}|E(06|07|08|09|10)[0-9]{6}", text) is not None


def valid_ods(text: str) -> bool:
    """An organisation of the NHS: trust (R or T and 2), site (5), ICB (Q and 2), sub-ICB (3) or practice (letter, 5 digits)."""
    return re.fullmatch(r"[RT][0-9A-Z]{2}([0-9A-Z]{2})?|Q[0-9A-Z]{2}|[0-9]{2}[A-Z]|[A-Z][0-9]{5}", text) is not None


def _digits(first: int, weights: list[int]) -> str:
    """Σ digit × weight of a run of digits that begins at `first`: each by its place among the characters, so that none is cast."""
    return " + ".join(
        f"(ASCII(SUBSTR({{x}}, {place}, 1)) - 48) * {weight}" for place, weight in enumerate(weights, start=first)
    )


def _only(pattern: str, then: str = "TRUE") -> str:
    """`then` is worked out only where the pattern holds, so that no cast can fail."""
    return f"CASE WHEN REGEXP_MATCHES({{x}}, '^({pattern})$') THEN {then} ELSE FALSE END"


def _upn() -> str:
    last = f"(STRPOS('0123456789', SUBSTR({{x}}, 13, 1)) + STRPOS('{UPN_LETTERS}', SUBSTR({{x}}, 13, 1)) - 1)"
    total = f"({_digits(2, list(range(2, 13)))} + 13 * {last})"
    return _only(_UPN.pattern, f"SUBSTR({{x}}, 1, 1) = SUBSTR('{UPN_LETTERS}', CAST({total} % 23 AS INT) + 1, 1)")


_TEN = list(range(10, 1, -1))


def _uln() -> str:
    remainder = f"(({_digits(1, _TEN)}) % 11)"
    fits = f"({remainder} <> 0 AND CAST(SUBSTR({{x}}, 10, 1) AS BIGINT) = 10 - {remainder})"
    return _only("[0-9]{{10}}", f"({{x}} = '{TEMPORARY_ULN}' OR {fits})")


def _nhs_number() -> str:
    check = f"(11 - (({_digits(1, _TEN)}) % 11))"
    inner = _only("[0-9]{{10}}", f"({check} <> 10 AND CAST(SUBSTR({{x}}, 10, 1) AS BIGINT) = {check} % 11)")
    return inner.replace("{x}", "REPLACE(REPLACE({x}, ' ', ''), '-', '')")


SQL: dict[str, str] = {
    "valid_upn": _upn().replace("{11}", "{{11}}"),
    "valid_uln": _uln(),
    "valid_nhs_number": _nhs_number(),
    "valid_urn": _only("[1-9][0-9]{{5}}"),
    "valid_ukprn": _only("1[0-9]{{7}}"),
    "valid_laestab": _only("[2-9][0-9]{{2}}/?[0-9]{{4}}"),
    "valid_la": _only("[2-9][0-9]{{2}}|E(06|07|08|09|10)[0-9]{{6}}"),
    "valid_ods": _only("[RT][0-9A-Z]{{2}}([0-9A-Z]{{2}})?|Q[0-9A-Z]{{2}}|[0-9]{{2}}[A-Z]|[A-Z][0-9]{{5}}"),
}
"""By the name under which a rule uses it. Null in, null or false out: a rule asks for a value first."""

PYTHON: dict[str, Callable[[str], bool]] = {
    "valid_upn": valid_upn,
    "valid_uln": valid_uln,
    "valid_nhs_number": valid_nhs_number,
    "valid_urn": valid_urn,
    "valid_ukprn": valid_ukprn,
    "valid_laestab": valid_laestab,
    "valid_la": valid_la,
    "valid_ods": valid_ods,
}

OF_FIELD = {
    "upn": "valid_upn",
    "uniquelearnernumber": "valid_uln",
    "nhsnumber": "valid_nhs_number",
    "urn": "valid_urn",
    "ukprn": "valid_ukprn",
}
"""Field → what an identifier in it must pass."""
