"""Can another page show the thread of one item?"""

from __future__ import annotations

from django.template import engines

from goldenthread.publishing.packs.reading import on_site
from goldenthread.publishing.threads.queries import path_of

TEMPLATE = '{% from "threads/path.jinja" import thread_of_item %}{{ thread_of_item(path, address, "/thread/") }}'


def shown(area, key: str) -> str:
    template = engines["jinja2"].from_string(TEMPLATE)
    return template.render({"path": path_of(area, key), "address": on_site(area.slug)})


def test_the_thread_of_an_item_is_shown_from_voice_to_result(newcastle):
    page = shown(newcastle, "a-short-breaks")

    assert (
        page.index("Focus on short breaks") < page.index("High quality short breaks") < page.index("have things to do")
    )
    assert 'href="/newcastle/measures/m-things-to-do/"' in page
    assert "It leads to no outcome." in page
    assert 'href="/thread/?node=a-short-breaks"' in page


def test_what_only_the_heading_joins_is_counted(north_east_lincolnshire):
    page = shown(north_east_lincolnshire, "m-understand-plan")

    assert "Under the same heading (Education Health and Care Plans)" in page
    assert "12 answers" in page
