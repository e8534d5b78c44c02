"""Which address leads where? An area's public home is `/<slug>/`, so nothing else may stand at the top unreserved."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.config.health import healthz

handler400 = "goldenthread.design.views.bad_request"
handler403 = "goldenthread.design.views.permission_denied"
handler404 = "goldenthread.design.views.page_not_found"
handler500 = "goldenthread.design.views.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.urls")),
    path("design/", include("goldenthread.design.urls")),
    path("", include("goldenthread.publishing.home.urls")),
    path("", include("goldenthread.publishing.home.people.urls")),
    path("", include("goldenthread.voice.urls")),
    path("", include("goldenthread.understanding.datasets.urls")),
    path("", include("goldenthread.understanding.disclosure.urls")),
    path("", include("goldenthread.understanding.supply.urls")),
    path("", include("goldenthread.understanding.waits.urls")),
    path("", include("goldenthread.understanding.indicators.urls")),
    path("", include("goldenthread.understanding.explorer.urls")),
    path("", include("goldenthread.understanding.assessment.urls")),
    path("", include("goldenthread.understanding.dashboard.urls")),
    path("", include("goldenthread.planning.strategy.urls")),
    path("", include("goldenthread.planning.measures.urls")),
    path("", include("goldenthread.planning.deliveryplan.urls")),
    path("", include("goldenthread.planning.required.urls")),
    path("", include("goldenthread.publishing.editing.urls")),
    path("", include("goldenthread.publishing.versions.urls")),
    path("", include("goldenthread.publishing.threads.urls")),
    path("", include("goldenthread.publishing.gaps.urls")),
    path("", include("goldenthread.publishing.workbooks.urls")),
    path("", include("goldenthread.publishing.documents.urls")),
    path("", include("goldenthread.publishing.reports.urls")),
    path("", include("goldenthread.publishing.assessments.urls")),
    path("", include("goldenthread.publishing.pages.urls")),
]
