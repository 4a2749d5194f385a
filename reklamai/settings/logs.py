"""One formatter for all logs."""

from __future__ import annotations

from typing import Any

__all__ = ["logging_for"]


def logging_for(level: str, *, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, as an event and its facts. `form` is "json" or "text"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "reklamai.core.logs.LineFormatter", "form": form}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # On somebody's screen the pages' own questions would bury everything else.
            "reklamai.core.access": {"level": level if form == "json" or level == "DEBUG" else "WARNING"},
            # These tell of every request and every task, in the reader's language; what we count we log ourselves.
            "django.request": {"level": "ERROR"},  # a 4xx has its access line
            # Whoever tries names at our address gets a 400 and an access line; nobody of ours has to act.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.channels.server": {"level": "WARNING"},
            "daphne": {"level": "WARNING"},
            "django-q": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            # At DEBUG they print whole requests: signatures and signed addresses.
            **{name: {"level": "WARNING"} for name in ("boto3", "botocore", "s3transfer", "urllib3")},
        },
    }
