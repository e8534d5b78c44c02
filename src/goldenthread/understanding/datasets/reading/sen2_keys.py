"""Keys for layouts that give none of their own: the key of the request stands in, and rows below it are counted.

The Excel template and the vendor's workbook know a person and a request, nothing else; XML knows neither, only what
stands inside what. An assessment, a named plan and an active plan of a request take the key of the request; a setting, a
placement and a need take it with their number (`17-2`), so that a second row is never taken for the first.
"""

from __future__ import annotations

from collections import Counter

RETURN_KEY = "1"
UNDER_REQUEST = ("assessment", "namedplan", "activeplans")
COUNTED = {"plandetail": "namedplantableid", "placementdetail": "activeplanstableid", "senneed": "activeplanstableid"}
_PARENT = {"assessment": "requeststableid", "namedplan": "assessmenttableid", "activeplans": "requeststableid"}


class Keys:
    """Remembers how many settings, placements and needs each request has had."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def filled(self, table: str, values: dict[str, str | None], request: str | None) -> dict[str, str | None]:
        """The row with its own key and its parent's. `request`: the key of the request it belongs to."""
        if table == "sen2":
            return values | {"sen2tableid": RETURN_KEY}
        if table == "person":
            return values | {"sen2tableid": RETURN_KEY}
        if table in UNDER_REQUEST:
            return values | {f"{table}tableid": request, _PARENT[table]: request}
        if table in COUNTED and request is not None:
            self._seen[table, request] += 1
            return values | {COUNTED[table]: request, f"{table}tableid": f"{request}-{self._seen[table, request]}"}
        return values
