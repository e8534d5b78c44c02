"""Small strategies, made by hand: `whole(needs=[need("n1", rests_on=["e1"])], …)`."""

from __future__ import annotations

from typing import Any

from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.threads.shape import Thread, thread_in

WIDER = "wider"


def whole(**lists: Any) -> pack.Pack:
    """A pack with these items, and with every theme that they name."""
    named = {link.key for items in lists.values() for item in items for link in getattr(item, "themes", ())}
    lists.setdefault("themes", [pack.Theme(key=key, title=f"Theme {key}", cite="1") for key in sorted(named)])
    return pack.Pack(
        area=pack.Area(slug="tiny", name="Tiny", gss_code="E06999999"),
        source=pack.Source(title="A tiny strategy", publishers="Nobody"),
        sections=(pack.Section(id="1", title="All of it"),),
        strategies=(
            pack.Strategy(
                key="own", title="Our strategy", principal=True, status="adopted", period="2025", review="yearly"
            ),
            pack.Strategy(key=WIDER, title="The wider strategy", status="adopted"),
        ),
        **{name: tuple(items) for name, items in lists.items()},
    )


def thread(**lists: Any) -> Thread:
    return thread_in(whole(**lists))


def statement(key: str, **more: Any) -> pack.Statement:
    return pack.Statement(**{"key": key, "text": f"We say {key}.", "speaker": "young-people", "cite": "1"} | more)


def answer(key: str, **more: Any) -> pack.Answer:
    return pack.Answer(**{"key": key, "kind": "we-did", "text": f"We answer {key}.", "cite": "1"} | more)


def evidence(key: str, **more: Any) -> pack.Evidence:
    return pack.Evidence(**{"key": key, "title": f"Finding {key}", "cite": "1"} | more)


def need(key: str, **more: Any) -> pack.Need:
    return pack.Need(**{"key": key, "title": f"Need {key}", "cite": "1"} | more)


def priority(key: str, **more: Any) -> pack.Priority:
    return pack.Priority(**{"key": key, "title": f"Priority {key}", "families": "Better.", "cite": "1"} | more)


def outcome(key: str, **more: Any) -> pack.Outcome:
    return pack.Outcome(**{"key": key, "text": f"Outcome {key}.", "families": "Better.", "cite": "1"} | more)


def action(key: str, **more: Any) -> pack.Action:
    return pack.Action(**{"key": key, "title": f"Action {key}", "cite": "1"} | more)


def measure(key: str, **more: Any) -> pack.Measure:
    given = {
        "key": key,
        "title": f"Measure {key}",
        "unit": "per cent",
        "target": {"kind": "direction", "direction": "up"},
        "baseline": {"state": "known", "value": 10, "period": "2024"},
        "cite": "1",
    }
    return pack.Measure(**given | more)


def of_set(key: str) -> dict[str, str]:
    return {"key": key, "basis": "stated-of-the-set"}
