"""What do all the views of an item begin and end with?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import EditConflict, Refused
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.queries import Found
from goldenthread.publishing.packs.changes import NOUNS
from goldenthread.publishing.packs.kinds import BY_PLURAL, ItemKind


def found_or_404(actor: Actor, key: str) -> Found:
    """The item of that key in the actor's area, withdrawn or not."""
    found = queries.find(actor.area, key)
    if found is None:
        raise Http404(f"There is no item {key}.")
    return found


def kind_or_404(plural: str) -> ItemKind:
    """The kind of item of that name."""
    if plural not in BY_PLURAL:
        raise Http404(f"There is no list called {plural}.")
    return BY_PLURAL[plural]


def to_item(actor: Actor, key: str) -> HttpResponse:
    """Back to the item's page at work."""
    return redirect("editing:item", actor.area.slug, key)


def attempted(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether it was done. A refusal is shown on the form; a conflict of two edits is for the view to show."""
    try:
        act()
    except EditConflict:
        raise
    except Refused as refusal:
        form.add_error(refusal.box if refusal.box in form.fields else None, str(refusal))
    except ValidationError as fault:
        form.add_error(None, fault.messages)
    else:
        return True
    return False


def noun_of(plural: str) -> str:
    """“action”, “piece of evidence”."""
    return NOUNS[plural]
