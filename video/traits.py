"""What a term of the camera is made of, by kind: numbers with units and limits, one frozen dataclass each.

The limits stand beside the fields, once: what is loaded, what staff type and the form that they type into follow them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reklamai.core.errors import BadInput
from video.trait_fields import Choice, Count, Curve, Field, Flag, Number, Parts, Pixels, Slug, Unfit

PROFILES = (
    "natural", "cinematic", "vivid", "teal_orange", "bleach_bypass", "noir", "warm_print", "cool_night", "pastel",
    "film_500t", "film_250d", "technicolor", "sepia", "clean_commercial",
)  # fmt: skip
"""The keys of `reklamai.media.grading.profiles.PROFILES`, named here as that module loads numpy and its tables."""
FAMILIES = {
    "prime": gettext_lazy("Prime"), "zoom": gettext_lazy("Zoom"), "anamorphic": gettext_lazy("Anamorphic"),
    "macro": gettext_lazy("Macro"), "vintage": gettext_lazy("Vintage"), "tilt": gettext_lazy("Tilt"),
    "fisheye": gettext_lazy("Fisheye"),
}  # fmt: skip
CROPS = {
    "": gettext_lazy("Nothing"), "in": gettext_lazy("In"), "out": gettext_lazy("Out"),
    "left": pgettext_lazy("direction", "Left"), "right": gettext_lazy("Right"),
    "up": gettext_lazy("Up"), "down": gettext_lazy("Down"),
    "roll": gettext_lazy("Roll"), "shake": gettext_lazy("Shake"),
}  # fmt: skip
EASINGS = {
    "linear": gettext_lazy("Even"), "ease_in": gettext_lazy("Gentle start"), "ease_out": gettext_lazy("Gentle end"),
    "ease_in_out": gettext_lazy("Gentle both ways"),
}  # fmt: skip
KEYS = {key: key for key in PROFILES}


class TraitsInvalid(BadInput):
    """Traits that a term cannot have. `errors`: a sentence for each field, in the reader's language."""

    code = "invalid"

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(f"{name}: {said}" for name, said in errors.items()), fields=errors)
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorTraits:
    """A body in one of its modes: the area that is exposed, and what it is to the picture."""

    width_mm: Annotated[float, Number(gettext_lazy("Width"), 2, 100, gettext_lazy("mm"))]
    height_mm: Annotated[float, Number(gettext_lazy("Height"), 2, 100, gettext_lazy("mm"))]
    resolution: Annotated[str, Pixels(gettext_lazy("Resolution"))]
    """Of the mode; of film, as it is usually scanned."""
    stops: Annotated[float, Number(gettext_lazy("Dynamic range"), 6, 20, gettext_lazy("stops"))]
    grain: Annotated[float, Number(gettext_lazy("Grain"), 0, 1)] = 0.0
    grain_size: Annotated[float, Number(gettext_lazy("Size of a grain"), 0.3, 5)] = 1.0
    """Against 35 mm film in the same frame."""
    halation: Annotated[float, Number(gettext_lazy("Halation"), 0, 1)] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LensTraits:
    """A lens, a zoom or a set of primes of one make: from which to which, and how its glass draws."""

    family: Annotated[str, Choice(gettext_lazy("Family"), FAMILIES)]
    min_mm: Annotated[float, Number(gettext_lazy("Shortest focal length"), 8, 200, gettext_lazy("mm"))]
    max_mm: Annotated[float, Number(gettext_lazy("Longest focal length"), 8, 200, gettext_lazy("mm"))]
    min_f: Annotated[float, Number(gettext_lazy("Widest aperture"), 1.2, 22, "f/")]
    close_m: Annotated[float, Number(gettext_lazy("Closest focus"), 0.1, 10, gettext_lazy("m"))]
    squeeze: Annotated[float, Number(gettext_lazy("Squeeze"), 1, 2, "×")] = 1.0
    distortion: Annotated[float, Number(gettext_lazy("Distortion"), -0.3, 0.1)] = 0.0
    fisheye: Annotated[bool, Flag(gettext_lazy("Projects as a fisheye"))] = False
    aberration: Annotated[float, Number(gettext_lazy("Colour fringes"), 0, 1)] = 0.0
    softness: Annotated[float, Number(gettext_lazy("Softness"), 0, 1)] = 0.0
    swirl: Annotated[float, Number(gettext_lazy("Swirl"), 0, 1)] = 0.0
    tilt_deg: Annotated[float, Number(gettext_lazy("Tilt"), -8, 8, "°")] = 0.0
    blades: Annotated[int, Count(gettext_lazy("Blades of the iris"), 0, 18)] = 0
    flare: Annotated[float, Number(gettext_lazy("Flare"), 0, 1)] = 0.0
    vignette: Annotated[float, Number(gettext_lazy("Vignette"), 0, 1)] = 0.0

    def faults(self) -> dict[str, str]:
        return {} if self.min_mm <= self.max_mm else {"max_mm": _("The longest cannot be shorter than the shortest.")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTraits:
    profile: Annotated[str, Choice(gettext_lazy("Grade"), KEYS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTraits:
    """A named movement as the moves of our engine that make it up, each with its share of the strength asked."""

    moves: Annotated[tuple[tuple[str, float], ...], Parts(gettext_lazy("Moves"))]
    crop: Annotated[str, Choice(gettext_lazy("On a finished clip"), CROPS)] = ""
    """What of it can be done inside the frame of a clip that somebody else has made."""
    easing: Annotated[str, Choice(gettext_lazy("Easing"), EASINGS)] = "ease_in_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class RampTraits:
    points: Annotated[tuple[tuple[float, float], ...], Curve(gettext_lazy("Moments and speeds"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreTraits:
    """What goes with a genre by habit; only proposed, never set unasked. "" is nothing in particular."""

    profile: Annotated[str, Choice(gettext_lazy("Grade"), {"": gettext_lazy("Nothing"), **KEYS})] = ""
    lighting: Annotated[str, Slug(gettext_lazy("Light"))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightingTraits:
    kelvin: Annotated[float | None, Number(gettext_lazy("Colour temperature"), 1500, 15000, "K", optional=True)] = None
    """None: of no one colour, as neon."""


Traits = SensorTraits | LensTraits | ProfileTraits | MovementTraits | RampTraits | GenreTraits | LightingTraits
KINDS: Mapping[str, type[Traits]] = {
    "sensor": SensorTraits,
    "lens": LensTraits,
    "profile": ProfileTraits,
    "movement": MovementTraits,
    "ramp": RampTraits,
    "genre": GenreTraits,
    "lighting": LightingTraits,
}
"""By the values of `video.models.TermKind`."""


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """The traits of a kind by their names, in the order of a form."""
    hints = get_type_hints(KINDS[kind], include_extras=True)
    return {name: get_args(hint)[1] for name, hint in hints.items()}


@cache
def defaults_of(kind: str) -> Mapping[str, Any]:
    """The traits of a kind that may be left out."""
    return {each.name: each.default for each in fields(KINDS[kind]) if each.default is not MISSING}


def traits_of(kind: str, data: Mapping[str, Any]) -> Traits:
    """The traits of a term from JSON. Raises TraitsInvalid, naming every fault at once."""
    known, errors, values = fields_of(kind), {}, dict(defaults_of(kind))
    for name in data.keys() - known.keys():
        errors[name] = _("There is no such trait.")
    for name, field in known.items():
        if name not in data:
            if name not in values:
                errors[name] = _("This trait is missing.")
            continue
        try:
            values[name] = field.read(data[name])
        except Unfit as fault:
            errors[name] = str(fault)
    if errors:
        raise TraitsInvalid(errors)
    traits = KINDS[kind](**values)
    if isinstance(traits, LensTraits) and (crossed := traits.faults()):
        raise TraitsInvalid(crossed)
    return traits


def as_json(traits: Traits) -> dict[str, Any]:
    """What `traits_of` reads back."""
    return asdict(traits)
