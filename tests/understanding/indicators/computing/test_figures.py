"""Is a count that cannot be no figure, with its reason, and never an error?"""

from __future__ import annotations

import pytest

from goldenthread.understanding.indicators.computing.figures import NOT_AVAILABLE, Worked, worked
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level, Method

RATE = next(each for each in indicators().values() if each.method is Method.RATE and each.denominator)
SHARE = next(each for each in indicators().values() if each.method is Method.PROPORTION)
COUNT = next(each for each in indicators().values() if each.method is Method.RATE and not each.denominator)
MONEY = next(each for each in indicators().values() if each.method is Method.NONE and each.denominator)


def of(indicator: Indicator, x: float, n: float | None) -> Worked:
    blank = Worked(indicator.code, Level.AREA, "E08000021", "2024", "a source", numerator=x, denominator=n)
    return worked(indicator, blank)


@pytest.mark.parametrize("indicator", [RATE, SHARE, MONEY], ids=lambda each: str(each.method))
@pytest.mark.parametrize(
    ("n", "said"), [(-5.0, "The source gives -5 as what it is out of"), (0.0, "Nobody is in the denominator.")]
)
def test_nobody_or_fewer_in_the_denominator_is_no_figure(indicator: Indicator, n: float, said: str) -> None:
    found = of(indicator, 0, n)
    assert (found.state, found.value, found.numerator) == (NOT_AVAILABLE, None, None)
    assert found.why.startswith(said)


@pytest.mark.parametrize(("indicator", "n"), [(RATE, 9.0), (SHARE, 9.0), (COUNT, None)])
def test_fewer_than_nobody_counted_is_no_figure(indicator: Indicator, n: float | None) -> None:
    found = of(indicator, -3, n)
    assert (found.state, found.value, found.why) == (
        NOT_AVAILABLE,
        None,
        "The source gives a count of -3, which is below nought.",
    )


def test_money_may_be_below_nought() -> None:
    assert of(MONEY, -50, 10).value == -5 * MONEY.per
