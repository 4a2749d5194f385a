"""How each control of a virtual camera takes effect on a model, told beside it before anything is ordered.

The rules are ours; an entry's `camera` goes over them where its maker's documentation says otherwise. None of the
makers at KIE documents words or fields for a camera beyond a format and "stands still" (read 2026-11): words in the
prompt are how they are told of it, and their effect is the model's to give.
"""

from __future__ import annotations

from typing import Literal, cast, get_args

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry
from studio.shaping import ControlMark as Mark
from video import mastering

Kind = Literal["native", "prompt", "post", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)

OPTICS = ("sensor", "lens", "focal_length", "aperture", "focus_distance", "depth_of_field")
FILM = ("color_profile", "grain", "vignette", "flare")
CONTROLS = (*OPTICS, "aspect_ratio", "framing", *FILM, "movements", "speed_ramp", "genre", "lighting", "master")
"""Every control, in the order of the page. `color_strength` goes with its colour."""
TOLD = frozenset({*OPTICS, "genre", "lighting"})
"""What can only be told to a model: light and depth are in a picture for good once it is made."""
KEEPING = frozenset({"upscale", "video_upscale", "inpaint", "outpaint", "lipsync"})
"""Tools that keep the picture of the file they are given."""


def marks_for(entry: Entry) -> dict[str, Mark]:
    """The mark of every control, and a sentence where there is more to say. Asks nothing of the database."""
    return {name: mark_of(entry, name) for name in CONTROLS}


def mark_of(entry: Entry, name: str) -> Mark:
    if name == "master":
        return master_mark(entry)
    if entry.provider == "local":
        return own_mark(entry, name)
    if why := without(entry, name):
        return Mark("none", why)
    kind = entry.camera.get(name) or usual(entry, name)
    if kind == "none":
        return Mark("none", _("This model has no such control."))
    return Mark(cast("Kind", kind), reason_of(entry, name, kind))


def own_mark(entry: Entry, name: str) -> Mark:
    """Of our own engine, whose entries say all they can do: what is made here is drawn through the camera."""
    kind = entry.camera.get(name, "none")
    if kind == "none":
        return Mark("none", without(entry, name) or _("This work is not made with a camera."))
    return Mark(cast("Kind", kind), _("Our engine reads the light from words.") if kind == "prompt" else "")


def without(entry: Entry, name: str) -> str:
    """Why no camera can have this control with such a model; "" where one can."""
    if entry.output not in ("image", "video"):
        return _("A sound has no camera.")
    if entry.output == "image" and name == "movements":
        return _("A picture does not move.")
    if entry.output == "image" and name == "speed_ramp":
        return _("A picture has no speed.")
    if entry.kind == "background_removal":
        return _("What is cut out stays as it is, with its transparent background.")
    if entry.kind in KEEPING and name in TOLD:
        return _("This tool keeps the camera and the light of the file that it is given.")
    if entry.kind == "lipsync" and name == "speed_ramp":
        return _("Speech would be stretched with the picture.")
    if name in TOLD and entry.input_for("prompt") is None:
        return _("This model takes no words, and nothing else tells it of a camera.")
    return ""


def usual(entry: Entry, name: str) -> Kind:
    """How a vendor's model takes a control that its entry says nothing of."""
    if name == "aspect_ratio":
        return "native" if formats_of(entry) else "post"
    if name == "movements":
        return "prompt" if hears_of_moves(entry) else "post"
    return "prompt" if name in TOLD else "post"


def hears_of_moves(entry: Entry) -> bool:
    """Whether words can move its camera."""
    return entry.input_for("prompt") is not None and entry.kind not in KEEPING


def reason_of(entry: Entry, name: str, kind: str) -> str:
    """What there is to add to a mark; "" for most."""
    if name == "aspect_ratio" and kind == "native":
        listed = ", ".join(formats_of(entry))
        return _("The model makes %(formats)s; we cut any other format from the nearest.") % {"formats": listed}
    if name == "aspect_ratio":
        return _("The model chooses a format; we cut the result to yours.")
    if name == "movements" and kind == "post":
        return _("Inside the frame of the clip: zooms, pans, rolls and shakes alone.")
    if name == "movements" and entry.input_for("camera_fixed"):
        return _("A camera that stands still is a setting of the model; moves are words.")
    return ""


def formats_of(entry: Entry) -> tuple[str, ...]:
    """The formats, "16:9", that a model can be asked for."""
    item = entry.input_for("aspect_ratio")
    if item is None or not item.is_parameter:
        return ()
    return tuple(str(each) for each in item.enum if ratio_of(str(each)))


def ratio_of(text: str) -> float | None:
    """2.39 for "2.39:1"; None for "auto"."""
    wide, colon, high = text.partition(":")
    try:
        return float(wide) / float(high) if colon else None
    except (ValueError, ZeroDivisionError):
        return None


def master_mark(entry: Entry) -> Mark:
    offers = mastering.offers_for(entry)
    if any(not each.reason for each in offers):
        return Mark("post")
    return Mark("none", next((each.reason for each in offers if each.reason), _("This model makes no master.")))
