"""How often does each child count: not at all, once or twice?

Of a hundred children ten count nought, ten twice, eighty once. Which they are follows from a key that is kept outside
the database, so a child counts alike in every table, in every year and after every correction. Every answer is
counted so, and so there is no answer in which the ten who count nought leave a trace: whatever is asked, however often,
they may be anywhere. Nobody can work out any count closer than to within so many.

As many count twice as nought, so that the whole is neither more nor less. Sources of the idea: a fixed key for each
record is how the statistical offices of Australia (TableBuilder) and of England and Wales (Census 2021) protect tables
that users put together themselves: Fraser and Wooton (2005), "A proposed method for confidentialising tabular output to
protect against differencing"; ONS, "Protecting personal data in Census 2021 results".
"""

from __future__ import annotations

import hmac
from collections.abc import Collection

ONE_IN = 10
"""One child in so many counts nought, and one twice."""
EFFECT = 1 + 2 / ONE_IN
"""By how much the blur makes a variance larger: 1 + the variance of a weight (Kish 1965, design effect of weighting)."""


def weights(children: Collection[str], key: bytes) -> dict[str, int]:
    """0, 1 or 2 for each child, by what tells one child from another in the return."""
    ranked = sorted(set(children), key=lambda child: hmac.new(key, child.encode(), "sha256").digest())
    some = len(ranked) // ONE_IN
    found = dict.fromkeys(ranked, 1)
    found |= dict.fromkeys(ranked[:some], 0)
    return found | dict.fromkeys(ranked[len(ranked) - some :], 2)
