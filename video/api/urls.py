from __future__ import annotations

from django.urls import path

from video.api import films, masters, presets, previews, sheets, transitions, vocabulary

app_name = "video_api"

urlpatterns = [
    path("camera-presets", presets.CameraPresets.as_view(), name="camera-presets"),
    path("camera-presets/<uuid:pk>", presets.OneCameraPreset.as_view(), name="camera-preset"),
    path("camera-presets/<uuid:pk>/preview", previews.PresetPreview.as_view(), name="camera-preset-preview"),
    path("camera-terms", vocabulary.CameraTerms.as_view(), name="camera-terms"),
    path("multi-shot", films.Films.as_view(), name="multi-shot"),
    path("multi-shot/<uuid:pk>", films.OneFilm.as_view(), name="one-multi-shot"),
    path("multi-shot/<uuid:pk>/animatic", films.FilmAnimatic.as_view(), name="multi-shot-animatic"),
    path("multi-shot/<uuid:pk>/cancel", films.CancelFilm.as_view(), name="multi-shot-cancel"),
    path("multi-shot/<uuid:pk>/estimate", films.FilmEstimate.as_view(), name="multi-shot-estimate"),
    path("multi-shot/<uuid:pk>/render", films.RenderFilm.as_view(), name="multi-shot-render"),
    path("multi-shot/<uuid:pk>/restore", films.RestoreFilm.as_view(), name="multi-shot-restore"),
    path("transitions", transitions.Transitions.as_view(), name="transitions"),
    path("multi-shot/<uuid:pk>/sheet", sheets.FilmSheet.as_view(), name="multi-shot-sheet"),
    path("masters", masters.Masters.as_view(), name="masters"),
]
