"""What in a return is so unlike the months before that somebody must say why?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goldenthread.analysis.breaks import becomes_running, far_apart, starts_again
from goldenthread.analysis.prose import join_words
from goldenthread.analysis.waiting import Band, Bounds, Standing, bands_differ
from goldenthread.understanding.waits.kinds import words
from goldenthread.understanding.waits.reading.cells import say_month
from goldenthread.understanding.waits.reading.parsed import Line

from .said import Answer, Break, Question
from .totals import List, lists, size

TIMES, LEAST = 2, 20  # a list that doubles or halves within a month, by 20 children or more, is asked about
HALF = 0.5  # so many of the children without a start date, where there were fewer than half before
RIGHT, BREAK = "right", "break"


def doubts(lines: Sequence[Line], before: Sequence[Line]) -> Iterator[Question]:
    earlier, now = lists(before), lists(lines)
    yield from _replacing(earlier, now)
    for place in sorted(now):
        service, month, standing = place
        months = sorted({m for s, m, w in (*earlier, *now) if (s, w) == (service, standing) and m < month})
        past = [now.get((service, m, standing)) or earlier[service, m, standing] for m in months]
        told = _doubt(standing, past, months, now[place])
        if told:
            yield _break_question(
                f"{standing}:{words.plain(service)}:{month}", f"{service}, {say_month(month)}: {told}"
            )
    yield from _missing(earlier, now)


def _doubt(standing: str, past: Sequence[Sequence[Line]], months: Sequence[str], rows: Sequence[Line]) -> str:
    """What is unlike the months before, in a sentence; empty where nothing is."""
    if not past:
        return ""
    here, sizes = size(rows), [size(each) for each in past]
    known = [each.known for each in sizes if each.known is not None]
    what = "children waiting" if standing == Standing.WAITING else f"children {standing}"
    if here.known is not None and starts_again(known, here.known):
        run = ", ".join(f"{each:,}" for each in known[-3:])
        now = f"and is now {here.known:,}. Was it a running total that starts again?"
        return f"the number of {what} had risen each month ({run}) {now}"
    if here.known is not None and standing != Standing.WAITING and becomes_running(known[-12:], here.known):
        return f"{here.known:,} {what} are as many as in all the months before it together. Is it now a running total?"
    bounded = [(month, each) for month, each in zip(months, sizes, strict=True) if each.most is not None]
    if bounded and _jumps(bounded[-1][1], here):
        month, was = bounded[-1]
        return f"{here.say()} {what}, where it was {was.say()} in {say_month(month)}. Is it counted in the same way?"
    differ = bands_differ(_bands(past[-1]), _bands(rows))
    if differ:
        return f"{differ} Waits over that limit cannot be compared."
    return _undated(past[-1], rows)


def _jumps(was: Bounds, now: Bounds) -> bool:
    """Is it far from what it was, whatever is hidden? The ends that lie nearest to each other are compared."""
    if was.most is not None and now.least > was.most:
        return far_apart(now.least, was.most, TIMES, LEAST)
    return now.most is not None and now.most < was.least and far_apart(now.most, was.least, TIMES, LEAST)


def _bands(rows: Sequence[Line]) -> list[Band]:
    return [line.band for line in rows if line.band is not None]


def _undated(past: Sequence[Line], rows: Sequence[Line]) -> str:
    was, now = _share_undated(past), _share_undated(rows)
    if was is None or now is None or not (was < HALF <= now):
        return ""
    return f"{now:.0%} of the children have no start date, where it was {was:.0%} the month before. Has the way of recording changed?"


def _share_undated(rows: Sequence[Line]) -> float | None:
    total = size(rows).known
    undated = sum((line.bounds for line in rows if not line.whole and line.band is None), Bounds(0, 0)).known
    return undated / total if total and undated is not None and total >= LEAST else None


def _replacing(earlier: Mapping[List, Sequence[Line]], now: Mapping[List, Sequence[Line]]) -> Iterator[Question]:
    """A month that was accepted before, and now says something else."""
    changed = [place for place in now if place in earlier and set(earlier[place]) != set(now[place])]
    if not changed:
        return
    told = []
    for place in sorted(changed)[:5]:
        was, becomes = size(earlier[place]).say(), size(now[place]).say()
        told.append(f"{place[0]}, {say_month(place[1])} ({place[2]}: {was} before, {becomes} now)")
    more = f" and {len(changed) - 5:,} more" if len(changed) > 5 else ""
    text = f"A return for the same month was accepted before: {join_words(told)}{more}. Does this one correct it?"
    yield Question("replace", text, (("correct", "Yes: these figures take the place of those"),), True)


def _missing(earlier: Mapping[List, Sequence[Line]], now: Mapping[List, Sequence[Line]]) -> Iterator[Question]:
    """A service that was in the last return before these months and is in none of them."""
    if not now or not earlier:
        return
    first, here = min(month for _, month, _ in now), {service for service, _, _ in now}
    past = [month for _, month, _ in earlier if month < first]
    if not past:
        return
    for service in sorted({s for s, month, w in earlier if month == max(past) and w == Standing.WAITING} - here):
        yield Question(
            f"missing:{words.plain(service)}:{first}",
            f"{service} was in the return for {say_month(max(past))} and is not in this one. Why?",
            (
                ("not-returned", "It was left out: its children may be waiting"),
                ("ended", "Nobody waits for it here any more"),
            ),
            True,
        )


def _break_question(place: str, text: str) -> Question:
    options = (
        (RIGHT, "It is right, and can be compared with the months before"),
        (BREAK, "It is right, and must not be compared: mark a break"),
    )
    return Question(f"doubt:{place}", text[0].upper() + text[1:], options, True)


def breaks(asked: Sequence[Question], answers: Mapping[str, Answer]) -> Iterator[Break]:
    for question in asked:
        given = answers.get(question.id)
        if question.id.startswith("doubt:") and given is not None and given.choice == BREAK:
            service = question.text.partition(f", {say_month(question.id.rpartition(':')[2])}")[0]
            yield Break(service, question.id.rpartition(":")[2], given.reason.strip())
