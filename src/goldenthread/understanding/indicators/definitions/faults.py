"""Where does an expression stop making sense? What the parser knows of that, in plain words."""

from __future__ import annotations

import re

from sqlglot.errors import SqlglotError

_BESIDE = re.compile(r"'this' missing for .*\.(\w+)'")


def said(fault: SqlglotError, text: str) -> str:
    """A sentence: what is missing, or after which words the expression stops making sense."""
    told = next(iter(getattr(fault, "errors", ())), None)
    if not text.strip():
        return "nothing is there."
    if told is None:
        return "a text or a name is not closed; each begins and ends with a single quotation mark."
    before, at, after = (str(told[part] or "") for part in ("start_context", "highlight", "end_context"))
    ends = not after.strip()
    if beside := _BESIDE.search(told["description"]):
        return f"something is missing beside “{beside[1].lower()}”."
    if told["description"] == "Expecting )":
        return f"a bracket is not closed after “{(before + at).strip()}”."
    if ends and told["description"].startswith("Required"):
        return f"something is missing after “{(before + at).strip()}”."
    return f"it stops making sense at “{at}”" + (f", after “{before.strip()}”." if before.strip() else ".")
