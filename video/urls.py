"""The pages of the cinema room."""

from __future__ import annotations

from django.urls import path

from video.views import masters

app_name = "video"

urlpatterns = [
    path("generations/<uuid:pk>/masters", masters.masters, name="masters"),
    path("generations/<uuid:pk>/masters/export", masters.export, name="export"),
]
