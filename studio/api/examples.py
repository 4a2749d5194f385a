"""What the OpenAPI document shows beside its schemas; the tests send it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

ORDER: dict[str, Any] = {
    "kind": "text_to_image",
    "model": "draft-picture",
    "prompt": "White sneakers on a street in the morning",
    "parameters": {"aspect_ratio": "4:5", "resolution": "1080p"},
    "count": 2,
}
BULK: dict[str, Any] = {
    "orders": [ORDER, {**ORDER, "prompt": "The same sneakers by the sea", "count": 1}],
    "mode": "all",
    "quoted": 0,
}
OF_ORDER = [OpenApiExample("A free draft of a picture", ORDER, request_only=True)]
OF_BULK = [OpenApiExample("Two drafts", BULK, request_only=True)]
OF_QUOTE = [OpenApiExample("Two drafts", {"orders": BULK["orders"]}, request_only=True)]

REFUSALS: dict[int, dict[str, Any]] = {
    400: {"code": "invalid", "message": "Say what you want to see.", "facts": {"fields": {"prompt": "Say what…"}}},
    401: {"code": "token_not_valid", "message": "Token is invalid", "facts": {}},
    402: {"code": "not_enough_credits", "message": "You have too few credits for this.", "facts": {"needed": 40}},
    403: {"code": "permission_denied", "message": "This key may not do that.", "facts": {}},
    404: {"code": "not_found", "message": "There is no such work.", "facts": {}},
    406: {"code": "not_acceptable", "message": "Could not satisfy the request Accept header.", "facts": {}},
    409: {"code": "conflict", "message": "It is over already.", "facts": {}},
    413: {"code": "too_large", "message": "The body is larger than 2621440 bytes.", "facts": {"limit": 2621440}},
    415: {"code": "unsupported_media_type", "message": 'Unsupported media type "text/csv" in request.', "facts": {}},
    416: {"code": "no_such_range", "message": "The file has no such range.", "facts": {}},
    422: {"code": "key_reused", "message": "This order key was used for another order.", "facts": {}},
    429: {"code": "throttled", "message": "You ask too often.", "facts": {"retry_after": 17}},
    500: {"code": "internal", "message": "Something went wrong on our side.", "facts": {"request_id": "5f0c…"}},
    503: {"code": "not_configured", "message": "This model's maker is not set up here.", "facts": {}},
}
