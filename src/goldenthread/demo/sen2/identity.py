"""How is a made-up child named, so that nobody could take the child for a real one?

Every name is Testchild and a number; every postcode is of ZZ99, which no place has; a UPN has a true check letter and the
area's own code, then a school number that begins with 0, as no school's does; a ULN begins with 99 or 89 and a serial.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.demo.sen2.draws import Table, Whole

ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters of a UPN, in the order of the remainder: no I, O or S."""


def _digits(numbers: Whole, places: int) -> Table:
    """The digits of each number, one a column, with leading zeros."""
    return numbers[:, None] // 10 ** np.arange(places - 1, -1, -1) % 10


def padded(numbers: Whole, places: int) -> pa.Array:
    """Numbers as text of so many digits."""
    return pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), places, "0")


def check_letter(twelve: Table) -> Table:
    """The check letter's place in the alphabet for the twelve characters after it: the sum of value times position, mod 23."""
    return (twelve * np.arange(2, 14)).sum(axis=1) % 23


def upns(people: Whole, la_code: str) -> pa.Array:
    """A UPN a person: check letter, area's code, a 0 that begins no school's number, and the person's own serial."""
    serial = people + 1
    area = np.tile(np.array([int(digit) for digit in la_code + "0"]), (len(people), 1))
    letters = pa.array(list(ALPHABET)).take(pa.array(check_letter(np.hstack([area, _digits(serial, 8)]))))
    return pc.binary_join_element_wise(letters, la_code + "0", padded(serial, 8), "")


def ulns(people: Whole) -> pa.Array:
    """A ULN a person, with a true check digit; where 99 and the serial can have none, 89."""
    serial = _digits(people + 1, 7)
    nines = np.full((len(people), 1), 9)
    weights = np.arange(10, 1, -1)
    rest = (np.hstack([nines, nines, serial]) * weights).sum(axis=1) % 11
    other = rest == 0
    rest = np.where(other, 1, rest)  # a first digit one less lowers the sum by ten, which is one more mod 11
    start = pa.array(np.where(other, "89", "99"))
    return pc.binary_join_element_wise(start, padded(people + 1, 7), pc.cast(pa.array(10 - rest), pa.string()), "")


def postcodes(chance: Table) -> pa.Array:
    """A postcode that no place has, shared by several families as real ones are."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    known = [f"ZZ99 {number}{one}{two}" for number in range(10) for one in letters for two in letters]
    return pa.array(known).take(pa.array(np.floor(chance * len(known)).astype(np.int64)))
