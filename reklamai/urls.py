"""The front door."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from reklamai.core import health
from studio.admin.health import health as staff_health
from studio.views import hooks, metrics

handler500 = "reklamai.core.away.handler500"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.scrape, name="metrics"),
    path("hooks/kie", hooks.kie, name="hook-kie"),
    path("api/", include("studio.api.urls")),
    path("admin/health", admin.site.admin_view(staff_health), name="staff-health"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.account.urls")),
    path("", include("studio.urls")),
]
