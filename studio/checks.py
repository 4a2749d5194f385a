"""System checks of the hall: a table line that leads nowhere stops the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string


def check_tables(*_apps: Sequence[AppConfig] | None, **_kwargs: Any) -> list[Error]:
    """Everything that the tables in settings name can be loaded."""
    tables = (
        settings.ENGINES, settings.REFERENCE_SOURCES, settings.FOLLOW_UPS, settings.ROOM_KEEPERS, settings.REMOVERS,
    )  # fmt: skip
    lines = [path for table in tables for path in table.values()]
    lines += [*settings.SCORERS, *settings.BELONGINGS, *settings.ROOM_UPKEEPS]
    return [error for path in dict.fromkeys(lines) if (error := fault_of(path))]


def fault_of(path: str) -> Error | None:
    try:
        import_string(path)
    except ImportError as error:
        return Error(f"{path} of reklamai/settings/engines.py cannot be loaded: {error}.", id="studio.E001")
    return None
