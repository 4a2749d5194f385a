"""What one sound on a lane may be: read from JSON or from a form, every fault told by its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from math import inf
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from studio.catalogue.validate import AskInvalid
from video.content_fields import choice, flag, identity, number, text, unknown
from video.models import Lane, SoundMix, SoundPiece
from video.models.sound import LONGEST_S
from video.selectors.boards import board_of
from video.sound_content import gain
from video.trait_fields import Unfit

LONGEST_FADE_S: Final = 30.0
LONGEST_TEXT: Final = 5000
SHORTEST_S: Final = 0.05
"""Of a part: shorter ones are clicks, and come round as a hum."""
ROUNDING_S: Final = 0.05
"""A length that was shown rounded and comes back is the file's end."""
READ_ONLY: Final = frozenset(
    {"id", "asset", "is_line", "state", "at_s", "ends_s", "words", "generation", "error", "revision"}
)
OF_A_LINE: Final[Mapping[str, str]] = {"text": "text", "lane": "lane", "shot": "shot_id"}
"""What the board says of a spoken line: its words, and where they belong."""


class Place:
    """Where sounds can lie: how long the picture and each of its shots is. Asked for when something is moved."""

    def __init__(self, mix: SoundMix) -> None:
        self.mix = mix

    @cached_property
    def shots(self) -> dict[UUID, float]:
        """Seconds of each shot: as long as it is or is to be, whichever is more; clips differ from what was asked."""
        film = self.mix.film
        shown = board_of(film).shots if film else ()
        return {each.shot.pk: max(each.seconds, float(each.shot.duration_s)) for each in shown}

    def most_s(self, shot: UUID | None) -> float:
        """Before how many seconds a sound has to begin: of its shot, else of the picture."""
        if shot is not None:
            return self.shots.get(shot, LONGEST_S)
        clip = self.mix.clip
        return min(LONGEST_S, (clip.duration_s or LONGEST_S) if clip else sum(self.shots.values()))


def piece_changes(data: Any, piece: SoundPiece, *, place: Place) -> dict[str, Any]:
    """Columns of the sound that `data` changes, with their new values; what is left out stays.

    Fades that no longer fit into a shorter part are shortened; those that are asked for have to fit. Raises AskInvalid
    with the names of the fields, naming every fault at once.
    """
    if not isinstance(data, Mapping):
        raise AskInvalid({"body": _("A sound is an object with its settings.")})
    errors = unknown([name for name in data if name not in FIELDS and name not in READ_ONLY])
    found: dict[str, Any] = {}
    for name in (name for name in FIELDS if name in data):
        try:
            found |= FIELDS[name](data[name], place)
        except Unfit as fault:
            errors[name] = str(fault)
    if not errors:
        errors = at_odds(found, piece, place)
    if errors:
        raise AskInvalid(errors)
    found |= fitting_fades(found, piece)
    return {name: value for name, value in found.items() if getattr(piece, name) != value}


def at_odds(found: dict[str, Any], piece: SoundPiece, place: Place) -> dict[str, str]:
    """Faults of values that are right by themselves and wrong together."""
    now = after(piece, found)
    errors: dict[str, str] = {}
    if piece.is_line:
        words = _("This is the line of a shot: change it on the board.")
        fixed = [name for name, column in OF_A_LINE.items() if now(column) != getattr(piece, column)]
        errors |= dict.fromkeys(fixed, words)
    if any(now(name) != getattr(piece, name) for name in ("starts_s", "shot_id")) or piece._state.adding:
        errors |= begins_late(now("starts_s"), place.most_s(now("shot_id")))
    return errors | part_faults(found, piece) | loop_faults(found, piece) | fade_faults(found, piece)


def begins_late(starts_s: float, most_s: float) -> dict[str, str]:
    if starts_s < most_s:
        return {}
    return {"starts_s": _("It has to begin before the end, within %(most)g s.") % {"most": round(most_s, 2)}}


def part_faults(found: dict[str, Any], piece: SoundPiece) -> dict[str, str]:
    if not {"from_s", "to_s"} & set(found):
        return {}
    length, field = length_of(piece), "to_s" if found.get("to_s") is not None else "from_s"
    if (found.get("to_s") or 0) > length + ROUNDING_S or found.get("from_s", 0) > length:
        return {field: _("The sound is %(seconds)g s long.") % {"seconds": round(length, 2)}}
    if once_s(found, piece) < SHORTEST_S:
        return {field: _("Its end has to come after its beginning.")}
    if found.get("to_s") is not None:
        found["to_s"] = min(found["to_s"], length)
    return {}


def loop_faults(found: dict[str, Any], piece: SoundPiece) -> dict[str, str]:
    """Of what is set to repeat and did not before."""
    repeats = found.get("loop") and (piece._state.adding or not piece.loop)
    if not repeats or once_s(found, piece) >= SHORTEST_S:
        return {}
    return {"loop": _("This sound is too short to repeat.")}


def fade_faults(found: dict[str, Any], piece: SoundPiece) -> dict[str, str]:
    given = [name for name in ("fade_in_s", "fade_out_s") if name in found and found[name] != getattr(piece, name)]
    if not given or fades_s(found, piece) <= part_s(found, piece):
        return {}
    return {given[0]: _("Both fades together are longer than what is heard.")}


def fitting_fades(found: dict[str, Any], piece: SoundPiece) -> dict[str, float]:
    both, part = fades_s(found, piece), part_s(found, piece)
    if both <= part:
        return {}
    now = after(piece, found)
    return {name: round(now(name) * part / both, 3) for name in ("fade_in_s", "fade_out_s")}


def after(piece: SoundPiece, found: Mapping[str, Any]) -> Callable[[str], Any]:
    """Each column as it will be."""
    return lambda name: found[name] if name in found else getattr(piece, name)


def fades_s(found: Mapping[str, Any], piece: SoundPiece) -> float:
    now = after(piece, found)
    return float(now("fade_in_s") + now("fade_out_s"))


def part_s(found: Mapping[str, Any], piece: SoundPiece) -> float:
    """How many seconds are heard; without an end where it repeats, or is not made yet."""
    once = once_s(found, piece)
    return inf if after(piece, found)("loop") and once > 0 else once


def once_s(found: Mapping[str, Any], piece: SoundPiece) -> float:
    """How many seconds of its file are heard, however often."""
    now = after(piece, found)
    return float(min(length_of(piece), inf if now("to_s") is None else now("to_s")) - now("from_s"))


def length_of(piece: SoundPiece) -> float:
    """Seconds of its file; without an end while nobody knows."""
    return (piece.asset.duration_s if piece.asset else None) or inf


def seconds(high: float) -> Callable[[Any], float]:
    return lambda value: round(number(value, low=0, high=high), 3)


def end(value: Any) -> float | None:
    return None if value in (None, "") else seconds(LONGEST_S)(value)


def shot(value: Any, place: Place) -> dict[str, Any]:
    pk = identity(value)
    if pk is not None and pk not in place.shots:
        raise Unfit(_("There is no such shot on this board."))
    return {"shot_id": pk}


def column(name: str, read: Callable[[Any], Any]) -> Callable[[Any, Place], dict[str, Any]]:
    return lambda value, _place: {name: read(value)}


FIELDS: Final[Mapping[str, Callable[[Any, Place], dict[str, Any]]]] = {
    "lane": column("lane", lambda value: choice(value, Lane.values)),
    "shot": shot,
    "starts_s": column("starts_s", seconds(LONGEST_S)),
    "from_s": column("from_s", seconds(LONGEST_S)),
    "to_s": column("to_s", end),
    "fade_in_s": column("fade_in_s", seconds(LONGEST_FADE_S)),
    "fade_out_s": column("fade_out_s", seconds(LONGEST_FADE_S)),
    "gain_db": column("gain_db", gain),
    "loop": column("loop", flag),
    "mute": column("mute", flag),
    "text": column("text", lambda value: text(value, most=LONGEST_TEXT)),
}
"""What of a sound can be given, with what reads it into its columns."""
