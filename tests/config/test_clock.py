"""Is there one time, and can it be pretended?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse

from goldenthread.config import clock, middleware


def test_now_is_the_machines_time_in_london():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert str(clock.now().tzinfo) == "Europe/London"


def test_a_pretended_day_is_today(settings):
    settings.TODAY = date(2027, 3, 31)

    assert clock.today() == date(2027, 3, 31)
    assert clock.now().utcoffset() == timedelta(hours=1)  # summer time, whatever the season of the real day


def test_a_request_lives_on_one_day(settings, rf):
    settings.TODAY = date(2027, 3, 31)
    request = rf.get("/")

    middleware.clock(lambda request: HttpResponse())(request)

    assert request.today == request.now.date() == date(2027, 3, 31)
