"""How does a command end? 0 done; 1 the input is wrong; 2 the operator's mistake."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NoReturn

import typer

INPUT_IS_WRONG = 1
OPERATORS_MISTAKE = 2


class Format(StrEnum):
    """How a command prints what it found."""

    TEXT = "text"
    JSON = "json"


class OperatorMistake(Exception):
    """What was asked cannot be done: an area or a file that is not there, a port in use. Says what to do instead."""


def print_json(value: Any) -> None:
    """The one thing that a command with `--format json` prints on standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def refuse(summary: str, faults: Iterable[object], *, format: Format = Format.TEXT) -> NoReturn:
    """End with code 1, listing every fault that was found in the input."""
    found = list(faults)
    if format is Format.JSON:
        told = [fault.as_dict() if hasattr(fault, "as_dict") else str(fault) for fault in found]
        print_json({"ok": False, "summary": summary, "faults": told})
    for line in [summary, *(f"  - {fault}" for fault in found)]:
        typer.echo(line, err=True)
    raise typer.Exit(INPUT_IS_WRONG)
