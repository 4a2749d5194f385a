"""What a mix may hold, its sounds aside: read from JSON or from a form, every fault told by its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from studio.catalogue.validate import AskInvalid
from video.caption_content import USUAL as USUAL_CAPTIONS
from video.caption_content import caption_content
from video.content_fields import flag, number, unknown, whole
from video.models import Lane, Loudness, SoundMix
from video.trait_fields import Unfit
from video.voice_content import voice_content

QUIETEST_DB, LOUDEST_DB = -60.0, 12.0
MOST_DUCK_DB: Final = 24.0
USUAL_LANE: Final[Mapping[str, Any]] = {"gain_db": 0.0, "mute": False, "solo": False}
READ_ONLY: Final = frozenset(
    {
        "id", "film", "clip", "revision", "seconds", "sounds", "lines", "shots", "is_working", "progress", "stage",
        "preview", "preview_is_current", "result", "result_is_current", "files", "can_mix", "trouble", "created_at",
        "updated_at",
    }
)  # fmt: skip
"""Fields of an answer that come back with it when a program changes some and sends all."""


def mix_changes(data: Any, mix: SoundMix) -> dict[str, Any]:
    """Columns of the mix that `data` changes, with their new values; what is left out stays.

    Raises AskInvalid with the names of the fields ("lanes.music.gain_db"), naming every fault at once.
    """
    if not isinstance(data, Mapping):
        raise AskInvalid({"body": _("A mix is an object with its settings.")})
    errors = unknown([name for name in data if name not in FIELDS and name not in READ_ONLY])
    found: dict[str, Any] = {}
    for name in (name for name in FIELDS if name in data):
        try:
            found[name] = FIELDS[name](data[name], mix)
        except Unfit as fault:
            errors[name] = str(fault)
        except AskInvalid as refused:
            errors |= refused.errors
    if errors:
        raise AskInvalid(errors)
    return {name: value for name, value in found.items() if getattr(mix, name) != value}


def gain(value: Any) -> float:
    return round(number(value, low=QUIETEST_DB, high=LOUDEST_DB), 2)


LANE_FIELDS: Final[Mapping[str, Callable[[Any], Any]]] = {"gain_db": gain, "mute": flag, "solo": flag}


def lanes(value: Any, mix: SoundMix) -> dict[str, Any]:
    """All lanes that are not as they come; a lane that is left out stays, null puts it back. Raises AskInvalid."""
    if not isinstance(value, Mapping):
        raise Unfit(_("The lanes are an object."))
    errors = {f"lanes.{name}": words for name, words in unknown([key for key in value if key not in Lane]).items()}
    found = dict(mix.lanes)
    for name in (name for name in Lane.values if name in value):
        try:
            found[name] = one_lane(value[name], {**USUAL_LANE, **found.get(name, {})})
        except AskInvalid as refused:
            errors |= {f"lanes.{name}.{field}": words for field, words in refused.errors.items()}
        except Unfit as fault:
            errors[f"lanes.{name}"] = str(fault)
    if errors:
        raise AskInvalid(errors)
    return {name: lane for name, lane in found.items() if lane != USUAL_LANE}


def one_lane(value: Any, before: Mapping[str, Any]) -> dict[str, Any]:
    if value is None:
        return dict(USUAL_LANE)
    if not isinstance(value, Mapping):
        raise Unfit(_("A lane has a gain and is muted, solo or neither."))
    errors = unknown([name for name in value if name not in LANE_FIELDS])
    found = dict(before)
    for name in (name for name in LANE_FIELDS if name in value):
        try:
            found[name] = LANE_FIELDS[name](value[name])
        except Unfit as fault:
            errors[name] = str(fault)
    if errors:
        raise AskInvalid(errors)
    return found


def loudness(value: Any, _mix: SoundMix) -> int:
    found = whole(value, low=min(Loudness.values), high=max(Loudness.values))
    if found not in Loudness.values:
        raise Unfit(_("Choose one of: %(choices)s.") % {"choices": ", ".join(map(str, Loudness.values))})
    return found


def captions(value: Any, mix: SoundMix) -> dict[str, Any]:
    """All settings of captions, {} for those as they come. Raises AskInvalid."""
    found = caption_content(value, before=mix.captions)
    return {} if found == USUAL_CAPTIONS else found


FIELDS: Final[Mapping[str, Callable[[Any, SoundMix], Any]]] = {
    "lanes": lanes,
    "own_gain_db": lambda value, _mix: gain(value),
    "own_mute": lambda value, _mix: flag(value),
    "duck_db": lambda value, _mix: round(number(value, low=0, high=MOST_DUCK_DB), 2),
    "loudness": loudness,
    "voice": lambda value, mix: voice_content(value, before=mix.voice),
    "captions": captions,
}
"""What of a mix can be given, with what reads it into the column of the same name."""
