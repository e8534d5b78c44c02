from __future__ import annotations

from django.urls import path

from .views import boardparts, bodies, deciding, details, items, joining, parts, seeing

app_name = "editing"
urlpatterns = [
    path("<slug:slug>/work/details/", details.edit, name="details"),
    path("<slug:slug>/work/details/<str:key>/", details.edit, name="details"),
    path("<slug:slug>/work/who-decides/", deciding.partnership, name="partnership"),
    path("<slug:slug>/work/who-decides/add-board/", deciding.add, name="add-board"),
    path("<slug:slug>/work/who-decides/add-organisation/", bodies.add, name="add-body"),
    path("<slug:slug>/work/who-decides/organisations/<str:key>/", bodies.edit, name="edit-body"),
    path("<slug:slug>/work/who-decides/add-serving/", bodies.add_serving, name="add-serving"),
    path("<slug:slug>/work/who-decides/serving/<int:pk>/", bodies.edit_serving, name="edit-serving"),
    path("<slug:slug>/work/who-decides/serving/<int:pk>/remove/", bodies.remove_serving, name="remove-serving"),
    path("<slug:slug>/work/boards/<str:key>/", deciding.board, name="board"),
    path("<slug:slug>/work/boards/<str:key>/edit/", deciding.edit, name="edit-board"),
    path("<slug:slug>/work/boards/<str:key>/withdraw/", deciding.withdraw, name="withdraw-board"),
    path("<slug:slug>/work/boards/<str:key>/bring-back/", deciding.bring_back, name="bring-back-board"),
    path("<slug:slug>/work/boards/<str:key>/<slug:part>/add/", boardparts.add, name="add-board-part"),
    path("<slug:slug>/work/boards/<str:key>/<slug:part>/<str:pk>/", boardparts.edit, name="edit-board-part"),
    path("<slug:slug>/work/boards/<str:key>/seats/<str:pk>/end/", boardparts.end, name="end-seat"),
    path("<slug:slug>/work/boards/<str:key>/<slug:part>/<str:pk>/remove/", boardparts.remove, name="remove-board-part"),
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
