"""The pages of Soul IDs."""

from __future__ import annotations

from django.urls import path

from soulids.views import casting, detail, gallery, photos, searching, training

app_name = "soulids"

urlpatterns = [
    path("soul-ids", gallery.index, name="index"),
    path("soul-ids/new", gallery.new, name="new"),
    path("soul-ids/who", searching.who, name="who"),
    path("soul-ids/who/<uuid:pk>", searching.found, name="found"),
    path("soul-ids/pick/<slug:composer>", casting.picker, name="picker"),
    path("soul-ids/cast", casting.cast, name="cast"),
    path("soul-ids/handles", casting.handles, name="handles"),
    path("soul-ids/<uuid:pk>", detail.soul, name="soul"),
    path("soul-ids/<uuid:pk>/card", detail.card, name="card"),
    path("soul-ids/<uuid:pk>/rename", detail.rename, name="rename"),
    path("soul-ids/<uuid:pk>/version", detail.version, name="version"),
    path("soul-ids/<uuid:pk>/master", detail.master, name="master"),
    path("soul-ids/<uuid:pk>/master/<uuid:asset>", detail.choose_master, name="choose-master"),
    path("soul-ids/<uuid:pk>/delete", detail.delete, name="delete"),
    path("soul-ids/<uuid:pk>/train", training.train, name="train"),
    path("soul-ids/<uuid:pk>/gate", training.gate, name="gate"),
    path("soul-ids/<uuid:pk>/consent", training.consent, name="consent"),
    path("soul-ids/<uuid:pk>/begin", training.begin, name="begin"),
    path("soul-ids/<uuid:pk>/cancel", training.cancel, name="cancel"),
    path("soul-ids/<uuid:pk>/training", training.progress, name="training"),
    path("soul-ids/<uuid:pk>/album", photos.album, name="album"),
    path("soul-ids/<uuid:pk>/photos", photos.add, name="photos"),
    path("soul-ids/<uuid:pk>/photos/clear", photos.clear, name="photos-clear"),
    path("soul-ids/<uuid:pk>/photos/<uuid:photo>/remove", photos.remove, name="photo-remove"),
    path("soul-ids/<uuid:pk>/photos/<uuid:photo>/again", photos.again, name="photo-again"),
]
