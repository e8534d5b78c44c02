"""What became of each section of the five published strategies, and what was left out, and why?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goldenthread.publishing.packs.changes import NOUNS
from goldenthread.publishing.packs.format import Pack, Section
from goldenthread.publishing.packs.kinds import ITEM_KINDS

from .load import AREAS, pack_named

_HEAD = """# What became of each section of the five strategies

Generated from the packs in `src/goldenthread/demo/packs` by `make docs`; a test compares.

Each strategy is held in our own words. Priorities, outcomes, actions, measures, baselines, dates, bodies and figures are
those of the published document; a section that became nothing says why. Names of officers are never carried over.
"""


def seed_coverage() -> str:
    """The page `docs/reference/seed-coverage.md`."""
    return "\n".join([_HEAD, *(line for slug in AREAS for line in _area(pack_named(slug)))]) + "\n"


def _area(pack: Pack) -> Iterator[str]:
    yield f"## {pack.area.name}\n"
    published = f", {pack.source.published}" if pack.source.published else ""
    yield f"*{pack.source.title}* ({pack.source.publishers}{published}). {pack.source.note}\n"
    items = _counted(Counter(kind.plural for kind in ITEM_KINDS for _ in getattr(pack, kind.plural)))
    yield f"In all: {items}; {len(pack.organisations)} bodies and {len(pack.boards)} boards.\n"
    yield "| section | became | left out, and why |"
    yield "| --- | --- | --- |"
    for section in pack.sections:
        yield f"| {section.id} {_cell(section.title)} | {became(pack, section) or '—'} | {_left_out(section)} |"
    yield ""


def became(pack: Pack, section: Section) -> str:
    """What cites this section, counted: "3 actions, 2 measures"."""
    counts = Counter(k.plural for k in ITEM_KINDS for item in getattr(pack, k.plural) if item.cite == section.id)
    for plural in ("organisations", "boards", "strategies", "serves"):
        counts[plural] += sum(item.cite == section.id for item in getattr(pack, plural))
    return _counted(counts)


def _counted(counts: Counter[str]) -> str:
    words = {
        "serves": ("body serving the area", "bodies serving the area"),
        "evidence": ("piece of evidence", "pieces of evidence"),
    }
    return ", ".join(
        f"{n} {words.get(plural, (NOUNS.get(plural, plural), plural))[n != 1]}" for plural, n in counts.items() if n
    )


def _left_out(section: Section) -> str:
    return "<br>".join(f"{_cell(left.what)}: {_cell(left.why)}" for left in section.left_out) or "nothing"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
