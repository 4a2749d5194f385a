"""Addresses for machines: vendors' bells, and the numbers for Prometheus."""

from __future__ import annotations

from django.urls import path

from studio.views import hooks, metrics

urlpatterns = [
    path("metrics", metrics.scrape, name="metrics"),
    path("hooks/kie", hooks.kie, name="hook-kie"),
    path("hooks/replicate", hooks.replicate, name="hook-replicate"),
]
