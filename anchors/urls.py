"""The pages of anchors and multi-references."""

from __future__ import annotations

from django.urls import path

from anchors.views import boards, detail, gallery, picking

app_name = "anchors"

urlpatterns = [
    path("anchors", gallery.index, name="index"),
    path("anchors/library", gallery.library, name="library"),
    path("anchors/of/<uuid:asset>", gallery.frame, name="frame"),
    path("anchors/pick/<slug:composer>", picking.picker, name="picker"),
    path("anchors/held", picking.held, name="held"),
    path("anchors/boards", boards.index, name="boards"),
    path("anchors/boards/new", boards.new, name="board-new"),
    path("anchors/boards/preview", boards.preview, name="board-preview"),
    path("anchors/boards/<uuid:pk>", boards.board, name="board"),
    path("anchors/boards/<uuid:pk>/delete", boards.delete, name="board-delete"),
    path("anchors/boards/<uuid:pk>/restore", boards.restore, name="board-restore"),
    path("anchors/<uuid:pk>", detail.anchor, name="anchor"),
    path("anchors/<uuid:pk>/card", detail.card, name="card"),
    path("anchors/<uuid:pk>/reading", detail.reading, name="reading"),
    path("anchors/<uuid:pk>/rename", detail.rename, name="rename"),
    path("anchors/<uuid:pk>/lock", detail.lock, name="lock"),
    path("anchors/<uuid:pk>/face", detail.face, name="face"),
    path("anchors/<uuid:pk>/read-again", detail.read_again, name="read-again"),
    path("anchors/<uuid:pk>/delete", detail.delete, name="delete"),
    path("anchors/<uuid:pk>/restore", detail.restore, name="restore"),
]
