"""What must be asked of a return before it is accepted, and what does it say once that is answered?

Pure: given what was read, what is remembered of this provider's words, what was accepted before, and the answers, it
gives the counts under our own words and every question that is still open. Words come first: whether a list has
jumped cannot be asked before it is known which list it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from goldenthread.analysis.breaks import becomes_running, far_apart, starts_again
from goldenthread.analysis.prose import join_words, plural, quote
from goldenthread.analysis.waiting import Band, Bounds, Standing, bands_differ, share

from .kinds import words
from .reading.cells import say_month
from .reading.parsed import Line, Parsed

TIMES, LEAST = 2, 20  # a list that doubles or halves within a month, by 20 children or more, is asked about
HALF = 0.5  # so many of the children without a start date, where there were fewer than half before
LIMITS = {"under-5": 4, "under-8": 7, "under-10": 9}
OTHER = "another provider: leave these rows out"
NEW = "new:"
RIGHT, BREAK = "right", "break"
BANDS_RIGHT, TOTAL_RIGHT = "bands", "total"


@dataclass(frozen=True, slots=True)
class Question:
    """`remember`: under which kind of word the answer is kept for the provider's next return."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...]
    why: bool = False
    remember: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, why, by whom; `asked` and `said` are the question and the answer in words."""

    choice: str
    reason: str = ""
    by: str = ""
    asked: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Figures of the service from this month on must not be compared with those before it."""

    service: str
    month: str
    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before: `words` by kind and plain spelling, the services, and the counts accepted already."""

    provider: str
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    services: Sequence[str] = ()
    before: Sequence[Line] = ()


@dataclass(slots=True)
class Understood:
    """`lines` are under our words; they are complete only when no question is open."""

    lines: list[Line] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    open: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)


def understand(parsed: Parsed, known: Before, answers: Mapping[str, Answer]) -> Understood:
    """What the return says, and what must be asked."""
    told = Understood(notes=list(parsed.notes))
    _ask(told, _word_questions(parsed, known), answers)
    if told.open:
        return told
    told.lines = _in_our_words(parsed.lines, known, answers)
    left_out = len(parsed.lines) - len(told.lines)
    if left_out:
        told.notes.append(f"{plural(left_out, 'count')} of another provider left out.")
    _ask(told, _total_questions(told.lines), answers)
    if told.open:
        return told
    told.lines = _settled(told.lines, answers)
    _ask(told, _doubts(told.lines, known.before), answers)
    told.breaks = list(_breaks(told.asked, answers))
    return told


def _ask(told: Understood, questions: Iterable[Question], answers: Mapping[str, Answer]) -> None:
    for question in questions:
        told.asked.append(question)
        given = answers.get(question.id)
        fits = given is not None and (
            given.choice in dict(question.options) or (question.remember == "service" and given.choice.startswith(NEW))
        )
        if not fits or (question.why and given is not None and not given.reason.strip()):
            told.open.append(question)


# --- words ----------------------------------------------------------------------------------------------------


def _word_questions(parsed: Parsed, known: Before) -> Iterator[Question]:
    for written in dict.fromkeys(line.provider for line in parsed.lines if line.provider):
        if not _same(written, known.provider) and ("provider", words.plain(written)) not in known.words:
            this = f"It is {known.provider}, under another name"
            options: tuple[tuple[str, str], ...] = (("this", this), ("other", f"It is {OTHER}"))
            yield Question(
                f"provider:{words.plain(written)}", f"Who is {quote(written)}?", options, False, "provider", written
            )
    for written in dict.fromkeys(line.service for line in parsed.lines):
        if not _service(written, known):
            yield _which_service(written, known)
    for written in dict.fromkeys(line.standing for line in parsed.lines):
        if not words.standing(written) and ("standing", words.plain(written)) not in known.words:
            options = tuple((str(each), each.capitalize()) for each in Standing)
            text = f"What does {quote(written)} say of a child?"
            yield Question(f"standing:{words.plain(written)}", text, options, False, "standing", written)
    hidden = sum(line.mark == "suppressed" and line.most is None for line in parsed.lines)
    if hidden and ("mark", "*") not in known.words:
        yield _what_is_hidden(hidden)


def _what_is_hidden(count: int) -> Question:
    are = "is" if count == 1 else "are"
    text = f"{plural(count, 'count')} {are} hidden by a mark such as “*”. Which does this provider hide?"
    options = (
        ("under-5", "Counts of 1 to 4"),
        ("under-8", "Counts of 1 to 7 (the NHS rule)"),
        ("under-10", "Counts of 1 to 9"),
        ("not-said", "It does not say: any number may stand there"),
    )
    return Question("mark:*", text, options, False, "mark", "*")


def _which_service(written: str, known: Before) -> Question:
    declared = [each for each in words.services() if each not in known.services]
    options = [(each, each) for each in (*known.services, *declared)]
    own = written.strip()[:100]
    options = [*options, (f"{NEW}{own}", f"A service of its own, called {quote(own)}")]
    text = f"Which service is {quote(written)}? If it is one under a new name, choose the one it was."
    return Question(f"service:{words.plain(written)}", text, tuple(options), False, "service", written)


def _same(one: str, other: str) -> bool:
    return words.plain(one) == words.plain(other)


def _service(written: str, known: Before) -> str:
    """Our name of the service, from what was answered before, the area's own names, or the declared ones."""
    own = next((each for each in known.services if _same(each, written)), "")
    return known.words.get(("service", words.plain(written))) or own or words.service(written)


def _in_our_words(lines: Sequence[Line], known: Before, answers: Mapping[str, Answer]) -> list[Line]:
    """Lines under our words; a line of another provider is left out. Two spellings of one thing are one thing."""

    def meaning(what: str, written: str) -> str:
        given = answers.get(f"{what}:{words.plain(written)}")
        chosen = known.words.get((what, words.plain(written))) or (given.choice if given else "")
        return chosen.removeprefix(NEW)

    limit = LIMITS.get(known.words.get(("mark", "*")) or (answers["mark:*"].choice if "mark:*" in answers else ""))
    found = []
    for line in lines:
        if line.provider and not _same(line.provider, known.provider) and meaning("provider", line.provider) == "other":
            continue
        starred = limit is not None and line.mark == "suppressed" and line.most is None
        found.append(
            replace(
                line,
                service=_service(line.service, known) or meaning("service", line.service),
                standing=words.standing(line.standing) or meaning("standing", line.standing),
                provider="",
                least=1 if starred else line.least,
                most=limit if starred else line.most,
            )
        )
    return list(_merged(found))


def _merged(lines: Sequence[Line]) -> Iterator[Line]:
    """One line for each place: lines that two spellings brought to the same place are added."""
    places: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        places[line.service, line.month, line.standing, line.low, line.high, line.year, line.whole].append(line)
    for same in places.values():
        if len(same) == 1:
            yield same[0]
            continue
        added = sum((line.bounds for line in same), Bounds(0, 0))
        marks = [line.mark for line in same if line.mark]
        weeks = [line.longest for line in same if line.longest is not None]
        yield replace(
            same[0],
            least=added.least,
            most=added.most,
            mark=marks[0] if marks else "",
            longest=max(weeks, default=None),
        )


# --- totals ---------------------------------------------------------------------------------------------------

_List = tuple[str, str, str]  # service, month, standing


def lists(lines: Iterable[Line]) -> dict[_List, list[Line]]:
    """The lines of each list."""
    found: dict[_List, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.service, line.month, line.standing].append(line)
    return dict(found)


def total_of(lines: Iterable[Line]) -> int | None:
    """The provider's own total of one list, where it is a number."""
    return next((line.bounds.known for line in lines if line.whole and line.bounds.known is not None), None)


def _deny(lines: Sequence[Line]) -> bool:
    total, parts = total_of(lines), sum((line.bounds for line in lines if not line.whole), Bounds(0, 0))
    return total is not None and total not in parts


def _total_questions(lines: Sequence[Line]) -> Iterator[Question]:
    wrong = [(place, rows) for place, rows in lists(lines).items() if _deny(rows)]
    if not wrong:
        return
    told = []
    for (service, month, _), rows in wrong[:5]:
        parts = sum((line.bounds for line in rows if not line.whole), Bounds(0, 0))
        told.append(f"{service} in {say_month(month)} ({parts.say()}, beside a total of {total_of(rows):,})")
    more = f" and {len(wrong) - 5:,} more" if len(wrong) > 5 else ""
    yield Question(
        "total",
        f"The bands do not add up to the total: {join_words(told)}{more}. Which shall be used?",
        (
            (BANDS_RIGHT, "The bands: leave the total out"),
            (
                TOTAL_RIGHT,
                "The total: whoever is in no band is counted as having no known start (bands are used where they add up to more)",
            ),
        ),
        True,
    )


def _settled(lines: Sequence[Line], answers: Mapping[str, Answer]) -> list[Line]:
    """A total that its bands deny goes; where it is held to be right, the children it has more are kept as unknown."""
    kept: list[Line] = []
    for rows in lists(lines).values():
        if not _deny(rows):
            kept += rows
            continue
        parts = sum((line.bounds for line in rows if not line.whole), Bounds(0, 0))
        total = total_of(rows) or 0
        kept += [line for line in rows if not line.whole]
        if answers["total"].choice == TOTAL_RIGHT and parts.most is not None and total > parts.most:
            more = Bounds(total - parts.most, total - parts.least)
            kept.append(
                replace(rows[0], low="", high="", year=None, least=more.least, most=more.most, mark="", whole=False)
            )
    return list(_merged(kept))


# --- doubts ---------------------------------------------------------------------------------------------------


def size(lines: Sequence[Line]) -> Bounds:
    """How many are on one list."""
    return share([line.bounds for line in lines if not line.whole], [], [], total_of(lines))


def _doubts(lines: Sequence[Line], before: Sequence[Line]) -> Iterator[Question]:
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


def _replacing(earlier: Mapping[_List, Sequence[Line]], now: Mapping[_List, Sequence[Line]]) -> Iterator[Question]:
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


def _missing(earlier: Mapping[_List, Sequence[Line]], now: Mapping[_List, Sequence[Line]]) -> Iterator[Question]:
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


def _breaks(asked: Sequence[Question], answers: Mapping[str, Answer]) -> Iterator[Break]:
    for question in asked:
        given = answers.get(question.id)
        if question.id.startswith("doubt:") and given is not None and given.choice == BREAK:
            service = question.text.partition(f", {say_month(question.id.rpartition(':')[2])}")[0]
            yield Break(service, question.id.rpartition(":")[2], given.reason.strip())
