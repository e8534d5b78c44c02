"""Where is the public site? An area's pages stand under its own name."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from goldenthread.publishing.packs.reading.index import KINDS

from . import views


class Plural(StringConverter):
    """The name of a list of the strategy: nothing else may stand there."""

    regex = "|".join(KINDS)


class Key(StringConverter):
    """The key of an item, as a pack spells it."""

    regex = r"[a-z0-9][a-z0-9.\-]{0,79}"


register_converter(Plural, "plural")
register_converter(Key, "key")

app_name = "pages"
urlpatterns = [
    path("", views.front, name="front"),
    path("about/questions/", views.questions, name="questions"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("<slug:slug>/", views.area, name="area"),
    path("<slug:slug>/strategy/", views.strategy, name="strategy"),
    path("<slug:slug>/delivery-plan/", views.plan, name="plan"),
    path("<slug:slug>/you-said-we-did/", views.you_said, name="you-said"),
    path("<slug:slug>/measures/", views.measures, name="measures"),
    path("<slug:slug>/who-decides/", views.governance, name="governance"),
    path("<slug:slug>/feedback/", views.feedback, name="feedback"),
    path("<slug:slug>/feedback/thanks/", views.thanks, name="thanks"),
    path("<slug:slug>/measures/<key:key>/figures.csv", views.figures, name="figures"),
    path("<slug:slug>/<plural:plural>/<key:key>/", views.item, name="item"),
]
