"""A virtual camera in numbers: what the live view, our own renders and the finish of any result are made by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

Points = tuple[tuple[float, float], ...]
"""(moment, speed) along a result: moments 0..1 rising from 0 to 1; speed 1 is as it was filmed."""

POST = ("crop_move", "speed_ramp", "lens", "flare", "vignette", "grade", "grain", "mask")
"""What can be done to a finished result, in the order in which it is done."""


@dataclass(frozen=True, slots=True)
class Optics:
    """Body and lens, by their traits. The sensor is the area that a format really uses."""

    width_mm: float = 36.0
    height_mm: float = 24.0
    focal_mm: float = 35.0
    """8..200."""
    f_number: float = 4.0
    """1.2..22."""
    focus_m: float | None = None
    """Metres; None: on the subject."""
    squeeze: float = 1.0
    """Of an anamorphic lens, 1.33..2: the field is so much wider than the focal length says, and discs are ovals."""
    distortion: float = 0.0
    """Brown's k1 over the half diagonal of the frame: below 0 barrel, above pincushion, -0.15..0.05 in real lenses."""
    fisheye: bool = False
    """Projects angles evenly (r = f * angle) and not as straight lines."""
    aberration: float = 0.0
    """0..1: colour fringes towards the corners; 1 is 0.4 % of the half diagonal between red and blue."""
    softness: float = 0.0
    """0..1: glow and low contrast of old glass."""
    swirl: float = 0.0
    """0..1: discs are cut to cat's eyes towards the corners, and seem to turn about the middle."""
    tilt_deg: float = 0.0
    """-8..8: the plane of focus leans by Scheimpflug's rule; top or bottom of the frame melts."""
    blades: int = 0
    """Of the iris: discs are polygons; 0 is round."""


@dataclass(frozen=True, slots=True)
class Moving:
    """One of up to three moves made at once."""

    move: str
    """A value of `reklamai.media.words.reading.Move`."""
    strength: float = 0.5
    """0..1; 0.5 is what an operator does by habit."""


@dataclass(frozen=True, slots=True)
class Camerawork:
    """All that a virtual camera does; every part costs nothing and changes nothing where it is left as it is here."""

    optics: Optics | None = None
    """None: the maker's own camera, of which nothing is known."""
    ratio: float | None = None
    """Width by height of the picture that is seen, 2.39; None: as it was made."""
    bars: bool = False
    """Whether the ratio is masked with black bars inside the frame; else the frame is cut to it."""
    profile: str = ""
    """A key of `reklamai.media.grading.profiles.PROFILES`; "" is ungraded."""
    profile_strength: float = 1.0
    """0..1."""
    grain: float = 0.0
    """0..1 of the strongest."""
    grain_size: float = 1.0
    """Of a grain against 35 mm film in the same frame: 2 for 16 mm, 0.55 for 65 mm."""
    vignette: float = 0.0
    """0..1: how much darker the corners are."""
    flare: float = 0.0
    """0..1: streaks of bright lamps, along the frame where the lens squeezes, else rings."""
    halation: float = 0.0
    """0..1: red glow about what is brightest, as film has it."""
    moves: tuple[Moving, ...] = ()
    easing: str = "ease_in_out"
    ramp: Points = ()
    """Empty: as it was filmed."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def camerawork_of(data: Mapping[str, Any]) -> Camerawork:
    """From what `Camerawork.as_json` gave, a database between. Raises TypeError or KeyError for other data."""
    given = {each.name: data[each.name] for each in fields(Camerawork) if each.name in data}
    optics = given.get("optics")
    return Camerawork(
        **given
        | {
            "optics": Optics(**optics) if optics else None,
            "moves": tuple(Moving(**each) for each in given.get("moves", ())),
            "ramp": tuple((float(moment), float(speed)) for moment, speed in given.get("ramp", ())),
        }
    )
