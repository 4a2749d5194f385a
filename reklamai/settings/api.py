"""The REST API's settings."""

from __future__ import annotations

from datetime import timedelta

__all__ = ["API_RATES", "BULK_ASKS", "MOST_WEBHOOKS", "REST_FRAMEWORK", "SIMPLE_JWT", "SPECTACULAR_SETTINGS"]

API_RATES = {
    "read": 600, "write": 300, "order": 120, "estimate": 240, "upload": 60, "file": 3000, "hook": 30, "anonymous": 60,
}  # fmt: skip
"""Requests a minute: of one account and scope, and of one address that is not signed in."""
BULK_ASKS = 50
"""The most asks of one bulk order."""
MOST_WEBHOOKS = 5
"""Webhooks of one person."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "studio.api.auth.KeyAuthentication",  # first: it knows its keys by their look and leaves the rest alone
        "studio.api.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "studio.api.auth.KeyMay"],
    "NUM_PROXIES": 0,  # `core.proxies` has put the client's address into REMOTE_ADDR; the header is anybody's
    "DEFAULT_PARSER_CLASSES": ["studio.api.parsing.PlainJSON"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "studio.api.schema.Schema",
    "EXCEPTION_HANDLER": "studio.api.errors.handler",
    "DEFAULT_THROTTLE_CLASSES": ["studio.api.throttles.Allowance"],
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "CHECK_REVOKE_TOKEN": True,  # a token ends with the password that it was given for
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {  # several things have a "status" of their own words
        "StatusEnum": "studio.models.generation.Status",
        "EndpointStatusEnum": "studio.models.webhook.EndpointStatus",
        "DeliveryStatusEnum": "studio.models.webhook.DeliveryStatus",
        "ElementEnum": "anchors.models.anchor.Element",
        "SoulStatusEnum": "soulids.models.soul.SoulStatus",
        "FilmStatusEnum": "video.models.film.FilmStatus",
        "SoundStateEnum": "video.serializers.mixes.STATES",
        "RightEnum": "soulids.models.consent.Right",
        "TermKindEnum": "video.models.term.TermKind",
    },
    "TITLE": "ReklamAI",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "DESCRIPTION": "Pictures and clips that keep the same face, clothes, place and light. See docs/api.md.",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "studio.api.schema.finished"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
