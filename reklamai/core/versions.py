"""Which versions run here."""

from __future__ import annotations

import importlib.metadata
import platform
import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
SHOWN = ("Django", "channels", "daphne", "django-q2", "django-unfold", "psycopg", "numpy", "mediapipe", "av")
"""Packages whose version a report of trouble needs."""


@cache
def own_version() -> str:
    """ "0.1.0", as pyproject.toml says."""
    return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])


def versions() -> dict[str, str]:
    """Ours, Python's and the packages' that matter, by name."""
    return {
        "ReklamAI": own_version(),
        "Python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in SHOWN},
    }
