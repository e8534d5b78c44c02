"""How wide are words, and where do they break? By the widths of Helvetica, which Arial and its free twins share."""

from __future__ import annotations

# Thousandths of the size of the letters, for the characters from the space to the tilde.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 "
    "584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 "
    "611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 "
    "722 500 500 500 334 260 334 584"
)
_WIDTH = {chr(32 + at): int(width) / 1000 for at, width in enumerate(_WIDTHS.split())}
_OTHER = 0.6
_BOLD = 1.08
_ELLIPSIS = "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide these words are when they are set in letters of this size."""
    return sum(_WIDTH.get(letter, _OTHER) for letter in words) * size * (_BOLD if bold else 1)


def wrap(words: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The words in lines no wider than `room`; what does not go into `most` lines ends in an ellipsis."""
    lines: list[str] = []
    rest = " ".join(words.split())
    while rest and len(lines) < most:
        line, rest = _line(rest, size, room, bold)
        lines.append(line)
    if rest:
        lines[-1] = _shortened(lines[-1], size, room, bold)
    return tuple(lines)


def _line(words: str, size: float, room: float, bold: bool) -> tuple[str, str]:
    """As many whole words as go into one line, and the rest. A word too long for a line is cut."""
    fits = ""
    for word in words.split(" "):
        longer = f"{fits} {word}".lstrip()
        if width(longer, size, bold=bold) > room:
            break
        fits = longer
    if not fits:
        cut = next(n for n in range(len(words), 0, -1) if n == 1 or width(words[:n], size, bold=bold) <= room)
        return words[:cut], words[cut:].lstrip()
    return fits, words[len(fits) :].lstrip()


def _shortened(line: str, size: float, room: float, bold: bool) -> str:
    while line and width(line + _ELLIPSIS, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + _ELLIPSIS
