"""Which colours may an area use, and can everybody read them?

White text stands on an area's colour and the colour stands on white, so one contrast figure serves both. A colour
too light to read is darkened, never refused at the moment somebody opens the page.
"""

from __future__ import annotations

import re

READABLE = 4.5  # WCAG 2.2, 1.4.3: normal text
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
Channels = tuple[int, int, int]


def channels(colour: str) -> Channels:
    """Red, green and blue of `#rrggbb` (the `#` may be left out)."""
    found = _HEX.fullmatch(colour.strip())
    if found is None:
        raise ValueError(f"Found the colour {colour!r}; expected six hexadecimal digits, such as #1d3c6e")
    digits = found[1]
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def contrast(one: str, other: str = "#ffffff") -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(channels(one)), _luminance(channels(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, minimum: float = READABLE) -> str:
    """The colour itself when white text on it can be read, else the same hue made dark enough."""
    shade = channels(colour)
    while contrast(_hex(shade)) < minimum:
        red, green, blue = shade
        shade = (red * 95 // 100, green * 95 // 100, blue * 95 // 100)
    return _hex(shade)


def tint(colour: str, share: float) -> str:
    """The colour mixed with white: `share` 0 is white, 1 the colour itself."""
    red, green, blue = (round(255 - (255 - channel) * share) for channel in channels(colour))
    return _hex((red, green, blue))


def stylesheet(colour: str) -> str:
    """The custom properties that give a page its area's colours: a file, as a strict policy forbids inline style."""
    main = readable(colour)
    return (
        f":root{{--app-area-colour:{main};--app-area-shade:{_shade(main)};--app-area-tint:{tint(main, 0.08)};"
        f"--app-area-line:{tint(main, 0.35)};--govuk-brand-colour:{main}}}\n"
    )


def _shade(colour: str) -> str:
    red, green, blue = channels(colour)
    return _hex((red * 7 // 10, green * 7 // 10, blue * 7 // 10))


def _luminance(shade: Channels) -> float:
    red, green, blue = (_linear(channel / 255) for channel in shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _hex(shade: Channels) -> str:
    red, green, blue = shade
    return f"#{red:02x}{green:02x}{blue:02x}"
