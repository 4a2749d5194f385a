from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView
from rest_framework.permissions import AllowAny

from studio.api import (
    account,
    assets,
    documents,
    doors,
    files,
    generations,
    keys,
    models,
    orders,
    storage,
    tokens,
    voices,
    webhooks,
)

app_name = "api"

urlpatterns = [
    path("token", tokens.SignIn.as_view(), name="token"),
    path("token/refresh", tokens.Refresh.as_view(), name="token-refresh"),
    path("token/revoke", tokens.SignOut.as_view(), name="token-revoke"),
    path("keys", keys.Keys.as_view(), name="keys"),
    path("keys/<uuid:pk>", keys.OneKey.as_view(), name="key"),
    path("me", account.Me.as_view(), name="me"),
    path("credits", account.Credits.as_view(), name="credits"),
    path("credits/entries", account.Entries.as_view(), name="credits-entries"),
    path("projects", account.Projects.as_view(), name="projects"),
    path("projects/<uuid:pk>", account.OneProject.as_view(), name="project"),
    path("models", models.Models.as_view(), name="models"),
    path("models/<path:pk>", models.OneModel.as_view(), name="model"),
    path("projects/<uuid:pk>/download", files.ProjectArchive.as_stream(), name="project-download"),
    path("voices", voices.Voices.as_view(), name="voices"),
    path("estimates", orders.Estimates.as_view(), name="estimates"),
    path("estimates/bulk", orders.BulkEstimates.as_view(), name="estimates-bulk"),
    path("generations/bulk", orders.BulkOrders.as_view(), name="generations-bulk"),
    path("generations", generations.Generations.as_view(), name="generations"),
    path("generations/<uuid:pk>", generations.OneGeneration.as_view(), name="generation"),
    path("generations/<uuid:pk>/cancel", generations.Cancel.as_view(), name="generation-cancel"),
    path("generations/<uuid:pk>/retry", generations.Retry.as_view(), name="generation-retry"),
    path("generations/<uuid:pk>/restore", generations.Restore.as_view(), name="generation-restore"),
    path("generations/<uuid:pk>/favourite", generations.Favourite.as_view(), name="generation-favourite"),
    path("assets", assets.Assets.as_view(), name="assets"),
    path("assets/<uuid:pk>", assets.OneAsset.as_view(), name="asset"),
    path("assets/<uuid:pk>/file", files.AssetFile.as_stream(), name="asset-file"),
    path("assets/<uuid:pk>/thumbnail", files.AssetThumbnail.as_stream(), name="asset-thumbnail"),
    path("storage", storage.Storage.as_view(), name="storage"),
    path("storage/bin", storage.Bin.as_view(), name="storage-bin"),
    path("webhooks", webhooks.Webhooks.as_view(), name="webhooks"),
    path("webhooks/<uuid:pk>", webhooks.OneWebhook.as_view(), name="webhook"),
    path("webhooks/<uuid:pk>/rotate", webhooks.Rotate.as_view(), name="webhook-rotate"),
    path("webhooks/<uuid:pk>/test", webhooks.Test.as_view(), name="webhook-test"),
    path("webhooks/<uuid:pk>/deliveries", webhooks.Deliveries.as_view(), name="webhook-deliveries"),
    path("webhooks/<uuid:pk>/deliveries/<uuid:delivery>/replay", webhooks.Replay.as_view(), name="webhook-replay"),
    path("schema", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path("docs", documents.Swagger.as_view(url_name="api:schema", permission_classes=[AllowAny]), name="docs"),
    path("redoc", SpectacularRedocView.as_view(url_name="api:schema", permission_classes=[AllowAny]), name="redoc"),
    path("", doors.Nothing.as_view()),
    path("<path:rest>", doors.Nothing.as_view()),
]
