"""The pages of the cinema room."""

from __future__ import annotations

from django.urls import path

from video.views import cinema, masters, presets, preview, strips

app_name = "video"

urlpatterns = [
    path("generations/<uuid:pk>/masters", masters.masters, name="masters"),
    path("generations/<uuid:pk>/masters/export", masters.export, name="export"),
    path("keyframes/strip", strips.strip, name="strip"),
    path("cinema", cinema.index, name="index"),
    path("cinema/preview", preview.preview, name="preview"),
    path("cinema/marks", cinema.marks, name="marks"),
    path("cinema/presets/<uuid:pk>/rename", presets.rename, name="preset-rename"),
    path("cinema/presets/<uuid:pk>/delete", presets.delete, name="preset-delete"),
    path("cinema/<slug:mode>", cinema.cinema, name="cinema"),
    path("cinema/<slug:mode>/presets", presets.presets, name="presets"),
    path("cinema/<slug:mode>/save", presets.save, name="save"),
]
