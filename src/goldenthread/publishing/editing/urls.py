from __future__ import annotations

from django.urls import path

from .views import items, joining, parts, seeing

app_name = "editing"
urlpatterns = [
    path("<slug:slug>/work/items/", seeing.items, name="items"),
    path("<slug:slug>/work/items/<slug:plural>/", seeing.items, name="items"),
    path("<slug:slug>/work/add/<slug:plural>/", items.add, name="add"),
    path("<slug:slug>/work/edit/<str:key>/", items.edit, name="edit"),
    path("<slug:slug>/work/withdraw/<str:key>/", items.withdraw, name="withdraw"),
    path("<slug:slug>/work/bring-back/<str:key>/", items.bring_back, name="bring-back"),
    path("<slug:slug>/work/links/<str:key>/", joining.links, name="links"),
    path("<slug:slug>/work/links/<str:key>/<uuid:link>/remove/", joining.unlink, name="unlink"),
    path("<slug:slug>/work/item/<str:key>/", seeing.item, name="item"),
    path("<slug:slug>/work/item/<str:key>/history/", seeing.history, name="history"),
    path("<slug:slug>/work/item/<str:key>/<slug:part>/add/", parts.add, name="add-part"),
    path("<slug:slug>/work/item/<str:key>/<slug:part>/<str:pk>/", parts.edit, name="edit-part"),
    path("<slug:slug>/work/item/<str:key>/<slug:part>/<str:pk>/remove/", parts.remove, name="remove-part"),
]
