"""Bringing a provider's return in: read, asked about, accepted whole or not at all, and withdrawn when it was wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.waits import policies, queries
from goldenthread.understanding.waits.checking import Question, Understood
from goldenthread.understanding.waits.kinds import words
from goldenthread.understanding.waits.models import WaitBreak, WaitCount, WaitReturn, WaitWord
from goldenthread.understanding.waits.reading import Parsed, read
from goldenthread.understanding.waits.states import ReturnState

from .register import update_register


@transaction.atomic
def bring_in(
    *, area: Area, provider: Organisation, name: str, content: bytes, by: AnyActor, month: str = ""
) -> tuple[WaitReturn | None, Parsed | None]:
    """Read a return and keep its counts until they are accepted. The file itself is not kept: it may name children.

    The same bytes again give the return that is there, and change nothing. Where a heading that is needed is not
    recognised nothing is kept either, and what was read so far says what to ask. Raises `Unreadable`.
    """
    policies.check_can_load(by, area)
    policies.check_provider(provider, area, by.today)
    sha256 = hashlib.sha256(content + month.encode()).hexdigest()
    same = queries.same_return(area, provider, sha256)
    if same is not None:
        return same, None
    parsed = read(content, name[:200], month=month, known=queries.known_headings(area, provider))
    if parsed.asks:
        return None, parsed
    policies.check_months(parsed.months, by.today)
    found = WaitReturn.objects.create(
        area=area,
        provider=provider,
        name=name[:200],
        sha256=sha256,
        read=parsed.as_json(),
        received_at=by.now,
        received_by=by.person,
    )
    data = {"sha256": sha256, "rows": parsed.rows, "shape": parsed.shape, "dropped": len(parsed.dropped)}
    log.record("brought in a return of waits", _subject(found), by=by, area=area.slug, data=data)
    return found, parsed


@transaction.atomic
def remember_headings(*, area: Area, provider: Organisation, headings: Mapping[str, str], by: AnyActor) -> None:
    """Keep which heading holds what, so that the file can be read when it is dropped again. `headings`: field → heading."""
    policies.check_can_load(by, area)
    for means, written in headings.items():
        _remember(area, provider, "heading", words.plain(written), means, by)
    subject = log.Subject("provider", provider.pk, provider.name)
    data = {"headings": dict(headings)}
    log.record("said what the headings of a return mean", subject, by=by, area=area.slug, data=data)


@transaction.atomic
def answer(*, found: WaitReturn, answers: Mapping[str, tuple[str, str]], by: AnyActor) -> WaitReturn:
    """Keep answers, each a choice and a reason, with who gave it. An earlier answer to the same question gives way."""
    current = _locked(found, by)
    policies.check_moves(current, ReturnState.ACCEPTED)
    asked = {question.id: question for question in queries.understood(current).asked}
    policies.check_asked(answers, asked)
    given = {key: _given(asked[key], choice, why, by) for key, (choice, why) in answers.items()}
    current.answers = {**current.answers, **given}
    current.save()
    data = {"answers": {key: each["choice"] for key, each in given.items()}}
    log.record("answered questions of a return of waits", _subject(current), by=by, area=current.area.slug, data=data)
    return current


def _given(question: Question, choice: str, why: str, by: AnyActor) -> dict[str, str]:
    said = dict(question.options).get(choice, choice)
    return {"choice": choice, "reason": why.strip(), "by": by.log_name, "asked": question.text, "said": said}


@transaction.atomic
def accept(*, found: WaitReturn, by: AnyActor) -> Understood:
    """Make its counts stand, its breaks too, and remember what its words mean. All of it or nothing."""
    current = _locked(found, by)
    policies.check_moves(current, ReturnState.ACCEPTED)
    told = queries.understood(current)
    policies.check_answered(len(told.open))
    _keep(current, told)
    for question in told.asked:
        _remember_answer(current, question, by)
    current.state, current.accepted_at = ReturnState.ACCEPTED, by.now
    current.save()
    data = {
        "counts": len(told.lines),
        "breaks": len(told.breaks),
        "answers": {key: [each["choice"], each["reason"], each["by"]] for key, each in current.answers.items()},
    }
    log.record("accepted a return of waits", _subject(current), by=by, area=current.area.slug, data=data)
    update_register(area=current.area, provider=current.provider, by=by)
    return told


def _keep(current: WaitReturn, told: Understood) -> None:
    WaitCount.objects.bulk_create(
        WaitCount(
            found_in=current,
            service=line.service,
            month=_first_day(line.month),
            standing=line.standing,
            low=line.low,
            high=line.high,
            year=line.year,
            least=line.least,
            most=line.most,
            mark=line.mark,
            whole=line.whole,
            longest=line.longest,
        )
        for line in told.lines
    )
    for each in told.breaks:
        said_by = next((a["by"] for a in current.answers.values() if a["reason"] == each.reason), "")
        WaitBreak.objects.create(
            found_in=current, service=each.service, month=_first_day(each.month), reason=each.reason, said_by=said_by
        )


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _remember_answer(current: WaitReturn, question: Question, by: AnyActor) -> None:
    if question.remember:
        chosen = current.answers[question.id]["choice"].removeprefix("new:")
        written = question.written if question.remember == "mark" else words.plain(question.written)
        _remember(current.area, current.provider, question.remember, written, chosen, by)


def _remember(area: Area, provider: Organisation, what: str, written: str, means: str, by: AnyActor) -> None:
    WaitWord.objects.update_or_create(
        area=area,
        provider=provider,
        what=what,
        written=written[:200],
        defaults={"means": means, "said_by": by.log_name, "said_at": by.now},
    )


@transaction.atomic
def set_aside(*, found: WaitReturn, by: AnyActor) -> WaitReturn:
    """Decide not to take it in. What was read of it is forgotten."""
    current = _locked(found, by)
    policies.check_moves(current, ReturnState.SET_ASIDE)
    current.state, current.read = ReturnState.SET_ASIDE, {}
    current.save()
    log.record("set a return of waits aside", _subject(current), by=by, area=current.area.slug)
    return current


@transaction.atomic
def withdraw(*, found: WaitReturn, reason: str, by: AnyActor) -> WaitReturn:
    """Take an accepted return out of every figure. The one that it replaced, where there is one, stands again."""
    current = _locked(found, by)
    policies.check_moves(current, ReturnState.WITHDRAWN)
    policies.check_why(reason)
    current.state, current.reason = ReturnState.WITHDRAWN, reason
    current.save()
    log.record("withdrew a return of waits", _subject(current), by=by, area=current.area.slug, reason=reason)
    update_register(area=current.area, provider=current.provider, by=by)
    return current


def _locked(found: WaitReturn, by: AnyActor) -> WaitReturn:
    current = WaitReturn.objects.select_for_update().select_related("area", "provider").get(pk=found.pk)
    policies.check_can_load(by, current.area)
    return current


def _subject(found: WaitReturn) -> log.Subject:
    return log.Subject("wait-return", found.pk, f"{found.provider.name}: {found.name}")
