from __future__ import annotations

from django.urls import URLPattern

app_name = "video_api"

urlpatterns: list[URLPattern] = []
