"""Staff's pages beside those of the models."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from studio.admin.health import health

urlpatterns = [path("health", admin.site.admin_view(health), name="staff-health")]
