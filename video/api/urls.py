from __future__ import annotations

from django.urls import path

from video.api import masters, presets, previews, vocabulary

app_name = "video_api"

urlpatterns = [
    path("camera-presets", presets.CameraPresets.as_view(), name="camera-presets"),
    path("camera-presets/<uuid:pk>", presets.OneCameraPreset.as_view(), name="camera-preset"),
    path("camera-presets/<uuid:pk>/preview", previews.PresetPreview.as_view(), name="camera-preset-preview"),
    path("camera-terms", vocabulary.CameraTerms.as_view(), name="camera-terms"),
    path("masters", masters.Masters.as_view(), name="masters"),
]
