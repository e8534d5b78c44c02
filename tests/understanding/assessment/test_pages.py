"""What does the person who writes the needs assessment see?"""

from __future__ import annotations

from goldenthread.understanding.assessment import actions, queries

W = "/south-tyneside/work/needs-assessment"


def test_each_button_says_of_what_it_is(signed_in, actor, south_tyneside, at_now):
    anna = actor("Anna", "south-tyneside")
    actions.begin(area=south_tyneside, values={"title": "The next one"}, by=anna)
    page = signed_in("Anna", "south-tyneside").get(f"{W}/").text
    assert 'Take it out<span class="govuk-visually-hidden">: Children and young people with a plan' in page
    assert "&lt;span" not in page


def test_a_figure_is_found_by_its_words(signed_in, actor, south_tyneside, at_now):
    anna = actor("Anna", "south-tyneside")
    actions.begin(area=south_tyneside, values={"title": "The next one"}, by=anna)
    section = queries.draft(south_tyneside).sections.first()
    client = signed_in("Anna", "south-tyneside")
    assert "2 figures for “20 weeks”" in client.get(f"{W}/sections/{section.pk}/figures/?q=20 weeks").text
    assert "No figure of the area has these words" in client.get(f"{W}/sections/{section.pk}/figures/?q=zebra").text
    assert client.get(f"{W}/sections/{section.pk}/figures/zebra/").status_code == 404
