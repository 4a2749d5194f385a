from __future__ import annotations

from django.urls import path

from video.api import masters

app_name = "video_api"

urlpatterns = [
    path("masters", masters.Masters.as_view(), name="masters"),
]
