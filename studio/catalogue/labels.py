"""Words for inputs and values, in the user's language; anything unknown is shown as its data names it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import pgettext_lazy as p

from studio.catalogue.entry import Input

ROLES: dict[str, Any] = {
    "prompt": gettext_lazy("Words"),
    "negative_prompt": gettext_lazy("Leave out"),
    "aspect_ratio": gettext_lazy("Format"),
    "resolution": gettext_lazy("Size"),
    "duration": gettext_lazy("Length"),
    "fps": gettext_lazy("Frames a second"),
    "seed": gettext_lazy("Seed"),
    "reference_images": gettext_lazy("References"),
    "start_frame": gettext_lazy("Start frame"),
    "end_frame": gettext_lazy("End frame"),
    "output_format": gettext_lazy("File type"),
    "camera_moves": gettext_lazy("Camera moves"),
    "camera_strength": gettext_lazy("Strength of the move"),
    "camera_easing": gettext_lazy("Start and stop of the move"),
    "look": gettext_lazy("Look"),
    "generate_audio": gettext_lazy("Sound"),
    "quality": gettext_lazy("Quality"),
    "style": gettext_lazy("Style"),
    "guidance": gettext_lazy("Closeness to the words"),
    "strength": gettext_lazy("Strength"),
    "steps": gettext_lazy("Steps"),
    "prompt_enhance": gettext_lazy("Let the model improve the words"),
    "translate_prompt": gettext_lazy("Translate the words"),
    "background": gettext_lazy("Background"),
    "camera_fixed": gettext_lazy("Camera stands still"),
    "mode": gettext_lazy("Mode"),
    "voice": gettext_lazy("Voice"),
    "language": gettext_lazy("Language"),
    "speed": gettext_lazy("Speed"),
}

VALUES: dict[str, dict[str, Any]] = {
    "camera_moves": {
        "static": gettext_lazy("Still"),
        "pan_left": gettext_lazy("Pan left"),
        "pan_right": gettext_lazy("Pan right"),
        "tilt_up": gettext_lazy("Tilt up"),
        "tilt_down": gettext_lazy("Tilt down"),
        "dolly_in": gettext_lazy("Dolly in"),
        "dolly_out": gettext_lazy("Dolly out"),
        "truck_left": gettext_lazy("Truck left"),
        "truck_right": gettext_lazy("Truck right"),
        "pedestal_up": gettext_lazy("Crane up"),
        "pedestal_down": gettext_lazy("Crane down"),
        "orbit_left": gettext_lazy("Orbit left"),
        "orbit_right": gettext_lazy("Orbit right"),
        "zoom_in": gettext_lazy("Zoom in"),
        "zoom_out": gettext_lazy("Zoom out"),
        "crash_zoom": gettext_lazy("Crash zoom"),
        "dolly_zoom": gettext_lazy("Dolly zoom"),
        "handheld": gettext_lazy("Handheld"),
        "roll": gettext_lazy("Roll"),
    },
    "camera_easing": {
        "linear": gettext_lazy("Even"),
        "ease_in": gettext_lazy("Soft start"),
        "ease_out": gettext_lazy("Soft stop"),
        "ease_in_out": gettext_lazy("Soft start and stop"),
    },
    "look": {
        "clean": p("look", "Clean"),
        "film": p("look", "Film: grain, vignette, soft background"),
    },
}


def input_label(item: Input) -> str:
    """ "Format" for the input that chooses the aspect ratio."""
    return role_label(item.role)


def role_label(role: str) -> str:
    return str(ROLES.get(role, role.replace("_", " ").capitalize()))


def value_label(role: str, value: Any) -> str:
    """ "5 s" for a duration of 5, "Dolly in" for a move; several values are joined by commas."""
    if isinstance(value, list | tuple):
        return ", ".join(value_label(role, each) for each in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if role == "duration":
        seconds = float(value) if str(value).replace(".", "", 1).isdigit() else None
        return str(value) if seconds is None else ngettext("%(n)g s", "%(n)g s", int(seconds)) % {"n": seconds}
    if role in ("resolution", "output_format"):
        return (
            str(value).upper() if str(value).lower() in ("1k", "2k", "4k", "png", "jpg", "jpeg", "webp") else str(value)
        )
    return str(VALUES.get(role, {}).get(value, value))
