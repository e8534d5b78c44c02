"""What must be asked of a return before it is accepted, and what does it say once that is answered?

Pure: given what was read, what is remembered of this provider's words, what was accepted before, and the answers, it
gives the counts under our own words and every question that is still open. Words come first: whether a list has
jumped cannot be asked before it is known which list it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.analysis.prose import plural
from goldenthread.understanding.waits.reading.parsed import Parsed

from .doubts import breaks, doubts
from .meaning import NEW, in_our_words, merged, word_questions
from .said import Answer, Before, Break, Question, Understood
from .totals import BANDS_RIGHT, lists, settled, size, total_of, total_questions

__all__ = ["Answer", "Before", "Break", "Question", "Understood", "lists", "size", "total_of", "understand"]


def understand(parsed: Parsed, known: Before, answers: Mapping[str, Answer]) -> Understood:
    """What the return says, and what must be asked."""
    told = Understood(notes=list(parsed.notes))
    _ask(told, word_questions(parsed, known), answers)
    if told.open:
        return told
    lines = in_our_words(parsed.lines, known, answers)
    told.lines = list(merged(lines))
    if left_out := len(parsed.lines) - len(lines):
        told.notes.append(f"{plural(left_out, 'count')} of another provider left out.")
    _ask(told, total_questions(told.lines), answers)
    if told.open:
        told.lines = settled(
            told.lines, {"total": Answer(BANDS_RIGHT)}
        )  # no count can be made of what contradicts itself
        return told
    told.lines = settled(told.lines, answers)
    _ask(told, doubts(told.lines, known.before), answers)
    told.breaks = list(breaks(told.asked, answers))
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
