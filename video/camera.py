"""The virtual camera as it is asked for: read from JSON, every value checked, and written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.validate import AskInvalid
from video.camera_fields import ASKED, Reader, Unfit
from video.selectors.vocabulary import Vocabulary
from video.traits import LensTraits

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class MovementAsked:
    name: str
    """Slug of a movement."""
    strength: int = 50
    """1..100; 50 is what an operator does by habit."""


@dataclass(frozen=True, slots=True)
class RampAsked:
    """A named ramp, or one that was drawn."""

    name: str = ""
    points: Points = ()


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """One camera; what is left as it is here changes nothing. Terms are named by their slugs."""

    preset: str = ""
    """Id or slug of the preset that it began as, for the record alone."""
    sensor: str = ""
    lens: str = ""
    focal_length: float | None = None
    """Millimetres, 8..200, and within the lens."""
    aperture: float | None = None
    """f-number, 1.2..22, and no wider than the lens opens."""
    focus_distance: float | None = None
    """Metres, 0.1..1000, and no nearer than the lens focuses; None: on the subject."""
    depth_of_field: str = ""
    aspect_ratio: str = ""
    framing: str = ""
    color_profile: str = ""
    color_strength: int | None = None
    """0..100, as grain, vignette and flare; None: full, or as body and lens have it."""
    movements: tuple[MovementAsked, ...] = ()
    speed_ramp: RampAsked | None = None
    genre: str = ""
    lighting: str = ""
    grain: int | None = None
    vignette: int | None = None
    flare: int | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)
    """Names that the ask had, empty ones too: over a preset, "no ramp" is another thing than nothing said."""

    def as_json(self) -> dict[str, Any]:
        """What `settings_of` reads back: what was given, and what is set."""
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if each.name != "given" and (each.name in self.given or getattr(self, each.name) != each.default)
        }


def settings_of(data: Any, *, vocabulary: Vocabulary) -> CameraSettings:
    """The camera in JSON. Raises AskInvalid with keys "camera" and "camera.<field>", naming every fault at once.

    A number outside its lens is refused and not moved: a picture at another aperture than the one that was asked for
    would be a surprise, and the sentence says what the lens has.
    """
    if not isinstance(data, Mapping):
        raise AskInvalid({"camera": _("The camera is an object with its settings.")})
    errors = {f"camera.{str(name)[:50]}": _("The camera has no such setting.") for name in data.keys() - ASKED.keys()}
    reader, values = Reader(vocabulary), {}
    for name, read in ASKED.items():
        if name not in data or data[name] in (None, "", [], {}):
            continue
        try:
            values[name] = read(reader, data[name])
        except Unfit as fault:
            errors[f"camera.{name}"] = str(fault)
    if errors:
        raise AskInvalid(errors)
    return _within_lens(_made(values, given=frozenset(data)), vocabulary)


def readable(data: Mapping[str, Any], *, vocabulary: Vocabulary) -> dict[str, Any]:
    """Of a camera that a draft holds, right or wrong, the settings that can be read: a page can be drawn by these."""
    reader, kept = Reader(vocabulary), {}
    for name, read in ASKED.items():
        if data.get(name) in (None, "", [], {}):
            continue
        try:
            read(reader, data[name])
        except Unfit:
            continue
        kept[name] = data[name]
    return kept


def merged(preset: CameraSettings, own: CameraSettings, *, vocabulary: Vocabulary) -> CameraSettings:
    """A preset with what was said besides over it, field by field; what is said empty empties the preset's.

    Raises AskInvalid where a number of one is outside the lens of the other.
    """
    said = own.as_json()
    return settings_of({**preset.as_json(), **said}, vocabulary=vocabulary)


def _made(values: dict[str, Any], *, given: frozenset[str]) -> CameraSettings:
    if "movements" in values:
        values["movements"] = tuple(MovementAsked(*each) for each in values["movements"])
    if "speed_ramp" in values:
        values["speed_ramp"] = RampAsked(*values["speed_ramp"])
    return CameraSettings(**values, given=given)


def _within_lens(asked: CameraSettings, vocabulary: Vocabulary) -> CameraSettings:
    term = vocabulary.find("lens", asked.lens)
    if term is None or not isinstance(term.traits, LensTraits):
        return asked
    errors = {f"camera.{name}": said % {"lens": term.name} for name, said in _outside(asked, term.traits).items()}
    if errors:
        raise AskInvalid(errors)
    return asked


def _outside(asked: CameraSettings, lens: LensTraits) -> dict[str, str]:
    """Sentences with a place for the lens's name."""
    told = {}
    focal, aperture, focus = asked.focal_length, asked.aperture, asked.focus_distance
    if focal is not None and not lens.min_mm <= focal <= lens.max_mm:
        reach = f"{lens.min_mm:g}" if lens.min_mm == lens.max_mm else f"{lens.min_mm:g}–{lens.max_mm:g}"
        told["focal_length"] = _("“%(lens)s” has %(reach)s mm.") % {"lens": "%(lens)s", "reach": reach}
    if aperture is not None and aperture < lens.min_f:
        told["aperture"] = _("“%(lens)s” opens to f/%(widest)g at most.") % {"lens": "%(lens)s", "widest": lens.min_f}
    if focus is not None and focus < lens.close_m:
        told["focus_distance"] = _("“%(lens)s” focuses from %(close)g m on.") % {
            "lens": "%(lens)s", "close": lens.close_m
        }  # fmt: skip
    return told


def _plain(value: Any) -> Any:
    """As JSON has it."""
    match value:
        case RampAsked(name=name, points=points):
            return {"name": name} if name else {"points": [list(point) for point in points]}
        case tuple():
            return [{"name": each.name, "strength": each.strength} for each in value]
        case None | str() | int() | float():
            return value
    raise TypeError(type(value))
