"""Measured values in the reader's language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

MINUS = "\u2212"
NARROW = "\u202f"
"""A thin space that does not break: between thousands, before "%"."""

PATTERNS: Final = {
    "plain": gettext_lazy("plain"),
    "striped": gettext_lazy("striped"),
    "checked": gettext_lazy("checked"),
    "dotted": gettext_lazy("dotted"),
    "patterned": gettext_lazy("patterned"),
}
TONES: Final = {
    "very_light": gettext_lazy("very light"),
    "light": gettext_lazy("light"),
    "intermediate": gettext_lazy("intermediate"),
    "tan": gettext_lazy("tanned"),
    "brown": gettext_lazy("brown"),
    "dark": gettext_lazy("dark"),
}
PROPORTIONS: Final = {
    "eyes_apart": gettext_lazy("Eyes apart / face width"),
    "nose": gettext_lazy("Nose / face height"),
}
SIDES: Final = (
    gettext_lazy("from the camera"),
    gettext_lazy("front right"),
    gettext_lazy("right"),
    gettext_lazy("back right"),
    gettext_lazy("from behind"),
    gettext_lazy("back left"),
    gettext_lazy("left"),
    gettext_lazy("front left"),
)
"""By eighths of a turn, from the camera to the picture's right."""


def degrees(value: float) -> str:
    """ "+9°", "−2°", "0°"."""
    whole = round(value)
    return f"{MINUS if whole < 0 else '+' if whole > 0 else ''}{abs(whole)}°"


def per_cent(share: float) -> str:
    """ "97 %" for 0.97."""
    return f"{round(100 * share)}{NARROW}%"


def side(azimuth: float) -> str:
    """Where light of this azimuth comes from."""
    return str(SIDES[round(azimuth / 45) % 8])


def tall(elevation: float) -> str:
    """How high the light stands."""
    whole = round(elevation)
    if whole == 0:
        return _("level")
    return (_("%(n)d° up") if whole > 0 else _("%(n)d° down")) % {"n": abs(whole)}


def spaced_kelvin(kelvin: float) -> str:
    """ "4 900", to the nearest fifty: more is not known of a photo."""
    return f"{round(kelvin / 50) * 50:,}".replace(",", NARROW)


def hardness(value: float) -> str:
    return _("soft") if value < 0.34 else _("medium") if value < 0.67 else _("hard")


def language() -> str:
    """ "ru" or "en", as the tables of words have it."""
    return "ru" if (get_language() or "").startswith("ru") else "en"
