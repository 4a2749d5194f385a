"""One formatter for all logs."""

from __future__ import annotations

from typing import Any

__all__ = ["logging_for"]


def logging_for(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, as an event and its facts."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"facts": {"()": "reklamai.core.logs.FactsFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "facts"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # These tell of every request and every task, in the reader's language; what we count we log ourselves.
            "django.channels.server": {"level": "WARNING"},
            "daphne": {"level": "WARNING"},
            "django-q": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            # At DEBUG they print whole requests: signatures and signed addresses.
            **{name: {"level": "WARNING"} for name in ("boto3", "botocore", "s3transfer", "urllib3")},
        },
    }
