"""Measured values in the reader's language."""

from __future__ import annotations

from typing import Final

from django.utils.formats import number_format
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
    "face_height": gettext_lazy("Height of the face / its width"),
    "forehead_width": gettext_lazy("Forehead / width of the face"),
    "jaw_width": gettext_lazy("Jaw / width of the face"),
    "chin_width": gettext_lazy("Chin / width of the face"),
    "eye_span": gettext_lazy("Eyes, outer corners / width of the face"),
    "eye_gap": gettext_lazy("Eyes, inner corners / width of the face"),
    "eye_width": gettext_lazy("One eye / width of the face"),
    "nose_width": gettext_lazy("Nose / width of the face"),
    "mouth_width": gettext_lazy("Mouth / width of the face"),
    "nose_length": gettext_lazy("Nose / height of the face"),
    "middle_height": gettext_lazy("Brows to nose / height of the face"),
    "lower_height": gettext_lazy("Nose to chin / height of the face"),
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


def decimal(value: float, places: int) -> str:
    """ "0.46", "0,46" in Russian."""
    return str(number_format(value, places))


def hardness(value: float) -> str:
    return _("soft") if value < 0.34 else _("medium") if value < 0.67 else _("hard")


def language() -> str:
    """ "ru" or "en", as the tables of words have it."""
    return "ru" if (get_language() or "").startswith("ru") else "en"
