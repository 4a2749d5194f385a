from __future__ import annotations

from django.urls import path

from video.api import films, masters, mixes, pieces, presets, previews, sheets, transitions, vocabulary

app_name = "video_api"

urlpatterns = [
    path("camera-presets", presets.CameraPresets.as_view(), name="camera-presets"),
    path("camera-presets/<uuid:pk>", presets.OneCameraPreset.as_view(), name="camera-preset"),
    path("camera-presets/<uuid:pk>/preview", previews.PresetPreview.as_view(), name="camera-preset-preview"),
    path("camera-terms", vocabulary.CameraTerms.as_view(), name="camera-terms"),
    path("mixes", mixes.Mixes.as_view(), name="mixes"),
    path("mixes/<uuid:pk>", mixes.OneMix.as_view(), name="one-mix"),
    path("mixes/<uuid:pk>/cancel", mixes.CancelMix.as_view(), name="mix-cancel"),
    path("mixes/<uuid:pk>/captions", pieces.MixCaptions.as_view(), name="mix-captions"),
    path("mixes/<uuid:pk>/estimate", mixes.MixEstimate.as_view(), name="mix-estimate"),
    path("mixes/<uuid:pk>/make", pieces.MakeSound.as_view(), name="mix-make"),
    path("mixes/<uuid:pk>/mix", mixes.MakeMix.as_view(), name="mix-mix"),
    path("mixes/<uuid:pk>/pieces", pieces.Pieces.as_view(), name="mix-pieces"),
    path("mixes/<uuid:pk>/pieces/<uuid:piece>", pieces.OnePiece.as_view(), name="mix-piece"),
    path("mixes/<uuid:pk>/pieces/<uuid:piece>/peaks", pieces.PiecePeaks.as_view(), name="mix-piece-peaks"),
    path("mixes/<uuid:pk>/pieces/<uuid:piece>/remake", pieces.RemakePiece.as_view(), name="mix-piece-remake"),
    path("mixes/<uuid:pk>/pieces/<uuid:piece>/restore", pieces.RestorePiece.as_view(), name="mix-piece-restore"),
    path("mixes/<uuid:pk>/preview", mixes.PreviewMix.as_view(), name="mix-preview"),
    path("mixes/<uuid:pk>/speak", mixes.SpeakMix.as_view(), name="mix-speak"),
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
