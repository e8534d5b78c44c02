"""Of which item is each row of an exported workbook, once its hidden keys have been copied, cleared or sorted apart?

A key is the part of a row that nobody sees, so a person's words count for more: a row whose words are those of another
exported row is that row. Afterwards no two rows of a table have one key, and every key is of something that is or was.
"""

from __future__ import annotations

from collections import Counter

from goldenthread.analysis.prose import quote

from .lines import same
from .outgoing import ANSWER_COLUMN, Texts
from .reading import Row, Table
from .shapes import SHEETS, Rows
from .taking import Taking, alike

_NAMES = {Rows.ACTIONS: ("title",), Rows.MEASURES: ("title",), Rows.OBSERVATIONS: ("measure", "period")}
_PLURALS = {Rows.ACTIONS: ("actions",), Rows.MEASURES: ("measures",), Rows.VOICE: ("answers", "statements")}


def settle_keys(taking: Taking, table: Table) -> None:
    """Give each row of a table of ours the key that is its own, or none."""
    if taking.exported and table.keyed:
        _Keys(taking, table, taking.exported.rows).settle()


def item_key(row: Row) -> str:
    """The key of the item that a row is of: `a1` of `plan:a1`."""
    return row.key.partition(":")[2]


class _Keys:
    """The keys of one table. `held`: which row each item has."""

    def __init__(self, taking: Taking, table: Table, exported: dict[str, Texts]) -> None:
        self.taking, self.table, self.exported = taking, table, exported
        self.spelt = {_plain(key): key for key in exported}
        self.held: dict[str, Row] = {}
        self.prefix = self._prefix()

    def _prefix(self) -> str:
        """The name of the sheet that the table was exported as: `plan`."""
        counted = Counter(_plain(row.key).partition(":")[0] for row in self.table.lines if row.key)
        sheets = [sheet.name for sheet in SHEETS if sheet.rows is self.table.rows]
        return max(sheets, key=lambda name: counted[name])

    def settle(self) -> None:
        rows = [row for row in self.table.lines if row.key or not row.lone]
        for row in rows:
            row.key = self.spelt.get(_plain(row.key), row.key.strip())
        for row in rows:
            if row.key in self.exported and self._name(_texts(row)) == self._name(self.exported[row.key]):
                self.held.setdefault(item_key(row), row)
        self._name_the_rest([row for row in rows if self.held.get(item_key(row)) is not row])

    def _name_the_rest(self, rows: list[Row]) -> None:
        free: dict[str, str] = {}
        for key, texts in self.exported.items():
            if key.startswith(f"{self.prefix}:") and key.partition(":")[2] not in self.held:
                free.setdefault(self._name(texts), key)
        for row in rows:
            own = free.pop(self._name(_texts(row)), "") if self._name(_texts(row)) else ""
            if own:
                self._give(row, own)
        for row in rows:
            if self.held.get(item_key(row)) is not row:
                self._keep_or_clear(row)

    def _give(self, row: Row, own: str) -> None:
        if row.key:
            self._say(row, f"carries the key {quote(row.key)}, which is not the key of its words")
        row.key = own
        self.held[item_key(row)] = row

    def _keep_or_clear(self, row: Row) -> None:
        """A row of new words keeps a key that no other row has; else it is a new row."""
        if not row.key:
            return
        first = self.held.setdefault(item_key(row), row) if self._is_known(row) else None
        if first is row:
            return
        if first is None:
            self._say(row, f"carries the key {quote(row.key)}, which is of nothing in the strategy")
        elif self._repeats(row, first):
            self.taking.notes.append(f"{row.place} repeats row {first.number} and was read once.")
            self.table.lines.remove(row)
        else:
            self._say(row, f"carries the key {quote(row.key)}, as row {first.number} does")
        row.key = ""

    def _is_known(self, row: Row) -> bool:
        plurals = _PLURALS.get(self.table.rows, ())
        return row.key in self.exported or any(self.taking.draft.get(plural, item_key(row)) for plural in plurals)

    def _repeats(self, row: Row, first: Row) -> bool:
        """A copy in which nothing was changed since it was exported, or since it was copied."""
        base = self.exported.get(row.key, {})
        return any(
            all(alike(text, other.get(name, "")) for name, text in _texts(row).items() if name in other)
            for other in (base, _texts(first))
            if other
        )

    def _say(self, row: Row, what: str) -> None:
        self.taking.notes.append(f"{row.place} {what}. It was read by its words.")

    def _name(self, texts: Texts) -> str:
        """The words that a row is known by: of an answer the answer, else what was said."""
        columns = _NAMES.get(self.table.rows, tuple(ANSWER_COLUMN.values()))
        return same(" ".join(texts.get(name, "") for name in columns)) or same(texts.get("you_said", ""))


def _plain(key: str) -> str:
    """A key without the spaces and capitals that typing it again may have given it."""
    return "".join(key.split()).casefold()


def _texts(row: Row) -> Texts:
    return {name: cell.text for name, cell in row.cells.items() if name != "?"}
