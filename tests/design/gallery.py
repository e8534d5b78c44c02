"""A page of everything and a form of every field, served only to the tests of the design."""

from __future__ import annotations

import datetime as d
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from goldenthread.analysis.figures import Figure, State
from goldenthread.design import charts, diagrams
from goldenthread.design.forms import DateField

AREA = SimpleNamespace(name="Fenbridge", slug="fenbridge", colour="#7a1f2b")
NAVIGATION = [
    {"text": text, "href": f"/{text}/", "current": text == "Strategy"}
    for text in (
        "Strategy",
        "Delivery plan",
        "You said, we did",
        "Measures",
        "Who decides",
        "The thread",
        "Gaps",
        "Documents",
    )
]


class EveryField(forms.Form):
    """One of each control, all wrong when sent empty."""

    title = forms.CharField(help_text="What a parent would call it")
    email = forms.EmailField()
    count = forms.IntegerField(label="How many children")
    note = forms.CharField(widget=forms.Textarea, max_length=500, help_text="What changed, and how you know")
    long_note = forms.CharField(widget=forms.Textarea, required=False)
    priority = forms.ChoiceField(choices=[("", "---------"), ("p1", "Earlier help"), ("p2", "Shorter waits")])
    state = forms.ChoiceField(choices=[("going", "In progress"), ("done", "Done")], widget=forms.RadioSelect)
    partners = forms.MultipleChoiceField(
        choices=[("c", "Council"), ("i", "ICB")], widget=forms.CheckboxSelectMultiple, help_text="Choose all that apply"
    )
    agreed = forms.BooleanField(label="The board has agreed this")
    due = DateField(label="Due", help_text="For example, 27 3 2027")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    paper = forms.FileField(label="Board paper")
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=3, required=False)

    def clean(self) -> dict[str, object]:
        raise forms.ValidationError("Somebody else changed this while you were writing")


def line() -> charts.Chart:
    """A comparator, a gap, a break, a target and a baseline, all at once."""

    def points(values: dict[int, float | None]) -> tuple[charts.Point, ...]:
        return tuple(charts.Point(d.date(y, 9, 1), f"{y}/{(y + 1) % 100}", v) for y, v in values.items())

    own = {2017: 31, 2018: 34, 2019: 38, 2020: None, 2021: 44, 2022: 52, 2023: 55}
    england = {2017: 60, 2018: 58, 2019: 60, 2020: 58, 2021: 59, 2022: 49, 2023: 50}
    return charts.line_chart(
        title="Plans finished in 20 weeks have risen for three years",
        subtitle="Per cent of new plans, by calendar year",
        series=[
            charts.Series("Fenbridge", points(own)),
            charts.Series("England", points(england), comparator=True),
        ],
        unit="per cent",
        target=charts.Mark("Target", 65),
        baseline=charts.Mark("Baseline", 31, d.date(2017, 9, 1)),
        breaks=[charts.Break(d.date(2021, 9, 1), "From 2021 plans are counted by calendar year.")],
    )


def bars() -> charts.Chart:
    return charts.bar_chart(
        title="Speech and language is the commonest need",
        bars=[
            charts.Bar("Speech, language and communication", 1292),
            charts.Bar("Autism", 903),
            charts.Bar("Hearing", None, "hidden to protect people"),
            charts.Bar("England average", 700, comparator=True),
        ],
        label="Need",
    )


def chain() -> diagrams.Diagram:
    boards = {
        "hwb": "Health and Wellbeing Board",
        "icb": "ICB Board & committees",
        "send": "SEND Strategic Partnership Board",
        "jcg": "Joint Commissioning Group",
        "pcf": "Parent Carer Forum",
    }
    nodes = [
        diagrams.Node(key, name, "meets monthly" if key == "jcg" else "", f"/{key}/") for key, name in boards.items()
    ]
    edges = [
        diagrams.Edge("send", "hwb"),
        diagrams.Edge("jcg", "send"),
        diagrams.Edge("jcg", "icb", stroke="dashed"),
        diagrams.Edge("pcf", "jcg", "advises", "dotted"),
    ]
    return diagrams.tree_svg(nodes, edges, "Who answers to whom in Fenbridge", colour=AREA.colour)


def judgement(status: str, reason: str = "") -> SimpleNamespace:
    return SimpleNamespace(status=status, reason=reason)


def around() -> dict[str, object]:
    return {
        "area": AREA,
        "area_url": "/",
        "navigation": NAVIGATION,
        "breadcrumbs": [{"text": "Fenbridge", "href": "/"}, {"text": "Everything"}],
        "account_navigation": [{"text": "Sign in", "href": "/account/login/"}],
        "footer_links": [{"text": "Accessibility", "href": "/a/"}, {"text": "Privacy and cookies", "href": "/p/"}],
        "feedback_url": "/feedback/",
        "as_at": d.date(2025, 3, 4),
        "now_url": "/now/",
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    card = {
        "kind": "Action",
        "reference": "3.2",
        "title": "Review the therapy offer",
        "href": "/a/",
        "judgement": judgement("off-track", "It was due by 30 November 2024 and has not started."),
        "text": "Look at who waits, for what, and why.\n\nThen agree one offer.",
        "families": "You will be told how long the wait is.",
        "facts": [("Lead", "Fenbridge Council"), ("Due", "Autumn 2024")],
        "cite": {"title": "Delivery plan", "id": "plan-2"},
    }
    context = around() | {
        "lead": "How the council and the NHS plan, buy and check services together for children who need more help.",
        "counts": [
            {"value": 4, "text": "actions off track", "href": "/o/"},
            {"value": 11, "text": "measures nobody can tell"},
            {"value": 2, "text": "promises families say are not kept"},
        ],
        "judgements": [
            judgement("done", "Finished on 4 March 2026."),
            judgement("cannot-tell", "Cannot tell, because no baseline was set."),
            *(
                judgement(each)
                for each in ("met", "on-track", "off-track", "late", "not-started", "due-soon", "partly")
            ),
            judgement("a_new_status"),
        ],
        "card": card,
        "broken": {
            "kind": "Outcome",
            "title": "Children are ready for school",
            "broken": True,
            "text": "No action leads here.",
        },
        "when": SimpleNamespace(wording="Autumn 2024", latest=d.date(2024, 11, 30)),
        "rule": SimpleNamespace(confidence="unsure", source="section 26, Children and Families Act 2014"),
        "known": Figure.proportion(43, 148, period="2020", source="SEN2"),
        "hidden": Figure(None, state=State.SUPPRESSED, why="fewer than 5 children"),
        "line": line(),
        "bars": bars(),
        "chain": chain(),
        "links": [{"text": "The strategy (PDF)", "href": "/s.pdf", "note": "tagged"}],
        "table": {
            "columns": ["Action", "Steps", "Due", {"text": "Cost", "numeric": True}],
            "rows": [["Review the therapy offer", "Ask families; compare costs", "Autumn 2024", "£1,200"]] * 3,
        },
        "section": {"title": "Delivery plan", "id": "plan-2"},
    }
    return render(request, "gallery.jinja", context)


@login_not_required
def fields(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST or None, request.FILES or None)
    form.is_valid()
    context = around() | {"form": form, "caption": "Action 3.2", "cancel_url": "/", "as_at": None}
    return render(request, "fields.jinja", context)


@login_not_required
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("", gallery),
    path("fields/", fields),
    path("missing/", missing),
    path("design/", include("goldenthread.design.urls")),
    path("account/", include("allauth.urls")),
]
handler404 = "goldenthread.design.views.page_not_found"
