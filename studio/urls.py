"""The hall's pages."""

from __future__ import annotations

from django.urls import path

from studio.views import projects, settings, shell, usage

app_name = "studio"

urlpatterns = [
    path("", shell.home, name="home"),
    path("preferences", shell.preferences, name="preferences"),
    path("projects", projects.index, name="projects"),
    path("projects/switch", projects.switch, name="project-switch"),
    path("projects/<uuid:pk>/rename", projects.rename, name="project-rename"),
    path("projects/<uuid:pk>/delete", projects.delete, name="project-delete"),
    path("projects/<uuid:pk>/restore", projects.restore, name="project-restore"),
    path("settings", settings.index, name="settings"),
    path("usage", usage.index, name="usage"),
    path("usage.csv", usage.download, name="usage-csv"),
]
