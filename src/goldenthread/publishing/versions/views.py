"""Where are published versions read, compared and taken away, and where is the next one published?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, check_may
from goldenthread.partnership.views import public_page, working_page
from goldenthread.publishing.packs.changes import changes_between
from goldenthread.publishing.packs.encode import to_json, to_yaml
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.packs.reading import Index, in_page
from goldenthread.publishing.packs.reading.chapters import chapters

from . import actions, queries
from .forms import PublishForm
from .presenters import difference as told

FORMATS = {"json": (to_json, "application/json"), "yaml": (to_yaml, "application/yaml")}


def _version(area: Any, number: int) -> Any:
    found = queries.version(area, number)
    if found is None:
        raise Http404(f"{area.name} has no version {number}.")
    return found


@public_page
@require_safe
def versions(request: HttpRequest, area: Any) -> HttpResponse:
    """Every published version, newest first."""
    return render(request, "versions/list.jinja", {"area": area, "versions": list(queries.versions(area))})


@public_page
@require_safe
def one(request: HttpRequest, area: Any, number: int) -> HttpResponse:
    """A version whole, exactly as it was published."""
    version = _version(area, number)
    pack = queries.pack_of_version(version)
    index = Index(pack, in_page)
    found = {"area": area, "version": version, "whole": pack, "index": index, "chapters": chapters(index)}
    return render(request, "versions/one.jinja", found)


@public_page
@require_safe
def file(request: HttpRequest, area: Any, number: int, suffix: str) -> HttpResponse:
    """A version as a strategy pack, in JSON or YAML."""
    encode, content_type = FORMATS[suffix]
    named = {"Content-Disposition": f'attachment; filename="{area.slug}-version-{number}.{suffix}"'}
    text = encode(queries.pack_of_version(_version(area, number)))
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", headers=named)


@public_page
@require_safe
def difference(request: HttpRequest, area: Any, old: int, new: int) -> HttpResponse:
    """What changed from one version to another, in words."""
    before, after = _version(area, old), _version(area, new)
    return _difference(request, area, before, queries.pack_of_version(after), after)


@public_page
@require_safe
def since(request: HttpRequest, area: Any, old: int) -> HttpResponse:
    """What has changed since a version was published, in words."""
    return _difference(request, area, _version(area, old), current_pack(area), None)


def _difference(request: HttpRequest, area: Any, before: Any, now: Pack, after: Any) -> HttpResponse:
    found = told(changes_between(queries.pack_of_version(before), now))
    context = {"area": area, "before": before, "after": after, "difference": found}
    return render(request, "versions/difference.jinja", context)


@working_page
def publish(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Freeze the strategy as it stands now under the next number."""
    check_may(actor, Permission.PUBLISH_VERSION)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            version = actions.publish_version(area=actor.area, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"Version {version.number} is published. It can be read by everybody and never changes."
            )
            return redirect("versions:publish", actor.area.slug)
    found = list(queries.versions(actor.area))
    newest = queries.version(actor.area, found[0].number) if found else None
    changes = changes_between(queries.pack_of_version(newest) if newest else None, current_pack(actor.area))
    context = {"area": actor.area, "form": form, "versions": found, "newest": newest, "difference": told(changes)}
    return render(request, "versions/publish.jinja", context)
