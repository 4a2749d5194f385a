"""The hall's pages."""

from __future__ import annotations

from django.urls import path, re_path

from studio.views import (
    bulk,
    comparing,
    create,
    drafts,
    files,
    generations,
    library,
    live,
    picking,
    projects,
    settings,
    shell,
    storage,
    uploads,
    usage,
)

app_name = "studio"
COMPOSER = r"^create/(?P<composer>image|video)"

urlpatterns = [
    path("", shell.home, name="home"),
    path("preferences", shell.preferences, name="preferences"),
    path("projects", projects.index, name="projects"),
    path("projects/switch", projects.switch, name="project-switch"),
    path("projects/<uuid:pk>/rename", projects.rename, name="project-rename"),
    path("projects/<uuid:pk>/delete", projects.delete, name="project-delete"),
    path("projects/<uuid:pk>/restore", projects.restore, name="project-restore"),
    path("settings", settings.index, name="settings"),
    path("settings/empty-bin", storage.empty_bin, name="empty-bin"),
    path("usage", usage.index, name="usage"),
    path("usage.csv", usage.download, name="usage-csv"),
    path("create", create.index, name="create"),
    path("create/image", create.composer, {"composer": "image"}, name="create-image"),
    path("create/video", create.composer, {"composer": "video"}, name="create-video"),
    re_path(COMPOSER + r"/form$", drafts.swap, name="create-form"),
    re_path(COMPOSER + r"/draft$", drafts.save, name="create-draft"),
    re_path(COMPOSER + r"/estimate$", create.estimate, name="create-estimate"),
    re_path(COMPOSER + r"/models$", picking.models, name="create-models"),
    re_path(COMPOSER + r"/pick/(?P<role>[a-z_]+)$", picking.pick, name="create-pick"),
    re_path(COMPOSER + r"/picked/(?P<role>[a-z_]+)$", picking.picked, name="create-picked"),
    path("uploads", uploads.upload, name="uploads"),
    path("generations/<uuid:pk>", generations.detail, name="generation"),
    path("generations/<uuid:pk>/card", generations.poll, name="generation-card"),
    path("generations/<uuid:pk>/lineage", generations.lineage, name="generation-lineage"),
    path("generations/<uuid:pk>/favourite", generations.favourite, name="generation-favourite"),
    path("generations/<uuid:pk>/cancel", generations.cancel, name="generation-cancel"),
    path("generations/<uuid:pk>/retry", generations.retry, name="generation-retry"),
    path("generations/<uuid:pk>/delete", generations.delete, name="generation-delete"),
    path("generations/<uuid:pk>/restore", generations.restore, name="generation-restore"),
    path("generations/<uuid:pk>/download", generations.download, name="generation-download"),
    path("library", library.index, name="library"),
    path("library/bulk", bulk.bulk, name="library-bulk"),
    path("library/download", bulk.download, name="library-download"),
    path("compare", comparing.compare, name="compare"),
    path("status", live.header_status, name="header-status"),
    path("assets/<uuid:pk>/file", files.asset_file, name="asset-file"),
    path("assets/<uuid:pk>/thumbnail", files.asset_thumbnail, name="asset-thumbnail"),
]
