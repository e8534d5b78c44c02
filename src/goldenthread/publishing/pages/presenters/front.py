"""How does each area introduce itself on the front page?"""

from __future__ import annotations

import re

FEW = 12
LONG, SHORT = 330, 160


def opening(text: str, areas: int) -> str:
    """The first sentences of a summary that fit on a card; fewer where there are many areas."""
    most = LONG if areas <= FEW else SHORT
    if len(text) <= most:
        return text
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + len(sentence) + 1 > most:
            break
        kept = f"{kept} {sentence}"
    return kept if len(kept) <= most else f"{kept[: most - 1].rsplit(' ', 1)[0]}…"
