"""The front door."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from reklamai.core import health

handler500 = "reklamai.core.away.handler500"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("studio.machine_urls")),
    path("api/", include("anchors.api.urls")),
    path("api/", include("soulids.api.urls")),
    path("api/", include("video.api.urls")),
    path("api/", include("studio.api.urls")),
    path("admin/", include("studio.admin.urls")),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.account.urls")),
    path("", include("anchors.urls")),
    path("", include("soulids.urls")),
    path("", include("video.urls")),
    path("", include("studio.urls")),
]
