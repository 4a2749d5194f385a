"""What a mix is made of: pieces of sound on four lanes, and its form as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from reklamai.core.errors import BadInput

LANES: Final = ("dialogue", "effects", "ambience", "music")
DIALOGUE: Final = "dialogue"
EFFECTS: Final = "effects"
OWN: Final = "own"
"""The stem of the clip's own sound: it lies under the lanes and is none of them."""
LOUDNESS: Final = (-14.0, -16.0, -23.0)
"""LUFS: of the networks, of Apple's and podcasts, of European broadcasting (EBU R 128)."""
LONGEST_S: Final = 1860.0
"""Half an hour, as a sound may last that is brought here, and what a clip's last frame and its joins add. More would
fit into memory, but half an hour of four lanes takes 5 GB of disk while it is mixed."""
MOST_SOUNDS: Final = 40
MOST_PIECES: Final = 120
LARGEST: Final = 40_000
"""Characters of the JSON."""
RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "starts_s": (0, LONGEST_S), "from_s": (0, LONGEST_S), "to_s": (0, LONGEST_S), "until_s": (0, LONGEST_S),
    "fade_in_s": (0, 60), "fade_out_s": (0, 60), "gain_db": (-60, 24), "own_gain_db": (-60, 24),
    "seconds": (0.01, LONGEST_S), "duck_db": (0, 24), "duck_attack_s": (0.01, 1), "duck_release_s": (0.05, 3),
}  # fmt: skip
"""Smallest and largest of every number; `loudness` is one of LOUDNESS."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a sound and when it is heard."""

    path: Path
    lane: str
    starts_s: float = 0.0
    """Of the mix."""
    from_s: float = 0.0
    """Of the sound; `to_s` likewise, None is its end."""
    to_s: float | None = None
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0
    """Up to where the piece is heard last, be it its own end, `until_s` or the end of the mix."""
    gain_db: float = 0.0
    loop: bool = False
    """Repeated without a seam until `until_s`."""
    until_s: float | None = None
    """Of the mix: heard no longer than that; None is the end of the mix."""


@dataclass(frozen=True, slots=True)
class LaneSet:
    """How a whole lane is heard."""

    gain_db: float = 0.0
    mute: bool = False
    solo: bool = False
    """Where any lane is solo, the others and the clip's own sound are not heard."""


@dataclass(frozen=True, slots=True)
class Mix:
    """All of a mix."""

    pieces: tuple[Piece, ...]
    seconds: float
    lanes: Mapping[str, LaneSet] = field(default_factory=dict)
    """Lanes that are not named are as `LaneSet()`."""
    own: Path | None = None
    """The clip whose own sound lies under the pieces; None where it is not to be heard."""
    own_gain_db: float = 0.0
    loudness: float = -14.0
    """LUFS of the whole; the true peak is -1 dBTP at most."""
    duck_db: float = 10.0
    """How far music, ambience and the clip's own sound go down while there is dialogue."""
    duck_attack_s: float = 0.12
    duck_release_s: float = 0.45

    def lane(self, name: str) -> LaneSet:
        return self.lanes.get(name, LaneSet())

    @property
    def sounds(self) -> tuple[Path, ...]:
        """Every sound once, in the order in which the JSON counts them."""
        return tuple(dict.fromkeys(piece.path for piece in self.pieces))


_PIECE: Final = {each.name: each.default for each in fields(Piece) if each.name not in ("path", "lane")}
_APART: Final = ("pieces", "seconds", "lanes", "own", "loudness")
_MIX: Final = {each.name: each.default for each in fields(Mix) if each.name not in _APART}
_LANE: Final = {each.name: each.default for each in fields(LaneSet)}


def written(mix: Mix) -> str:
    """The mix as JSON without its files: pieces name a place in `mix.sounds`; what is as usual is left out.

    A path here is only a name, so whoever has no files yet may give any: equal ones are one sound.
    """
    places = {path: place for place, path in enumerate(mix.sounds)}
    form: dict[str, Any] = {
        "seconds": mix.seconds,
        "pieces": [{"sound": places[each.path], "lane": each.lane, **_unusual(each, _PIECE)} for each in mix.pieces],
        **_unusual(mix, _MIX | {"loudness": LOUDNESS[0]}),
    }
    if lanes := {name: _unusual(lane, _LANE) for name, lane in mix.lanes.items() if lane != LaneSet()}:
        form["lanes"] = lanes
    if mix.own is not None:
        form["own"] = True
    return json.dumps(form, separators=(",", ":"))


def parse(text: str, sounds: Sequence[Path], *, clip: Path | None = None) -> Mix:
    """A mix out of its JSON, whose pieces name places in `sounds`; clip: whose own sound is meant by "own": true.

    Raises: BadInput; facts["field"] says which one, as "pieces.2.gain_db".
    """
    form = _object(_read(text), "mix", {*_APART, *_MIX})
    pieces = form.get("pieces", [])
    if not isinstance(pieces, list) or len(pieces) > MOST_PIECES:
        raise _bad("pieces")
    lanes = _object(form.get("lanes", {}), "lanes", set(LANES))
    if not isinstance(own := form.get("own", False), bool):
        raise _bad("own")
    if (loudness := form.get("loudness", LOUDNESS[0])) not in LOUDNESS:
        raise _bad("loudness")
    return Mix(
        tuple(_piece(each, f"pieces.{place}", sounds) for place, each in enumerate(pieces)),
        _number(form.get("seconds"), "seconds", "seconds"),
        lanes={name: LaneSet(**_values(lane, f"lanes.{name}", _LANE)) for name, lane in lanes.items()},
        own=clip if own else None,
        loudness=float(loudness),
        **_values({name: form[name] for name in _MIX if name in form}, "", _MIX),
    )


def _read(text: str) -> Any:  # the JSON of a caller, narrowed by whoever takes it
    if len(text) > LARGEST:
        raise _bad("mix")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad("mix") from error


def _piece(form: object, where: str, sounds: Sequence[Path]) -> Piece:
    form = _object(form, where, {"sound", "lane", *_PIECE})
    sound, lane = form.get("sound"), form.get("lane")
    if isinstance(sound, bool) or not isinstance(sound, int) or not 0 <= sound < len(sounds):
        raise _bad(f"{where}.sound")
    if lane not in LANES:
        raise _bad(f"{where}.lane")
    values = _values({name: value for name, value in form.items() if name in _PIECE}, where, _PIECE)
    made = Piece(sounds[sound], str(lane), **values)
    if made.to_s is not None and made.to_s <= made.from_s:
        raise _bad(f"{where}.to_s")
    if made.until_s is not None and made.until_s <= made.starts_s:
        raise _bad(f"{where}.until_s")
    return made


def _values(form: object, where: str, usual: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers within their ranges and switches, by name; None only where that is usual."""
    made: dict[str, Any] = {}
    for name, value in _object(form, where, set(usual)).items():
        path = f"{where}.{name}".lstrip(".")
        if isinstance(usual[name], bool):
            if not isinstance(value, bool):
                raise _bad(path)
            made[name] = value
        elif value is not None or usual[name] is not None:
            made[name] = _number(value, path, name)
    return made


def _number(value: object, path: str, name: str) -> float:
    low, high = RANGES[name]
    # NaN is JSON to Python; the chain of comparisons refuses it
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _bad(path, low=low, high=high)
    return float(value)


def _object(form: object, where: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(form, dict):
        raise _bad(where)
    if unknown := sorted(set(form) - known):
        raise _bad(f"{where}.{unknown[0]}".removeprefix("mix."))
    return form


def _unusual(each: object, usual: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name in usual if (value := getattr(each, name)) != usual[name]}


def _bad(where: str, **facts: float) -> BadInput:
    return BadInput("A part of the mix is not as it has to be.", field=where, **facts)
