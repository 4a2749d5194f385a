"""The one function that colours pass through: light of the hour, haze of the distance, mood, and the asked palette.

Source: OKLab, Björn Ottosson, https://bottosson.github.io/posts/oklab/ (matrices), used for every mix and shift.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from reklamai.media.words.reading import Mood, Tint

Lab = tuple[float, float, float]
Rgb = tuple[float, float, float]


def lab_of(colour: str) -> Lab:
    """OKLab (L 0..1) of "#rrggbb"."""
    return _lab(_linear(colour))


def hex_of(lab: Lab) -> str:
    """ "#rrggbb" nearest to an OKLab colour: less chroma, never another hue, where a screen cannot show it."""
    lightness, a, b = min(max(lab[0], 0.0), 1.0), lab[1], lab[2]
    for _ in range(12):
        rgb = _rgb((lightness, a, b))
        if all(-0.002 <= v <= 1.002 for v in rgb):
            break
        a, b = a * 0.88, b * 0.88
    return "#" + "".join(f"{round(_encode(v) * 255):02x}" for v in rgb)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, `share` 0..1 of the way to `other`, as the eye sees it."""
    return hex_of(_between(lab_of(one), lab_of(other), share))


def shade(colour: str, by: float) -> str:
    """The colour lighter (by > 0) or darker (by < 0), `by` in OKLab lightness."""
    lightness, a, b = lab_of(colour)
    return hex_of((lightness + by, a, b))


def triple(colour: str) -> tuple[int, int, int]:
    """R, G, B of "#rrggbb", each 0..255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scene. `tone` is the function for things that light falls on, `grade` for what shines."""

    key: str
    """Colour of the main light."""
    ambient: str
    """Colour of what the shadows see."""
    sky: tuple[str, str, str]
    """Top, middle, at the horizon; graded already."""
    haze: str
    exposure: float
    """1 is daylight."""
    visibility: float
    """Metres at which two thirds of a thing's own colour are lost."""
    lamps: float
    """0..1, how far lamps and windows are lit."""
    moods: tuple[Mood, ...] = ()
    tints: tuple[Tint, ...] = ()
    _seen: dict[tuple[str, float, float], str] = field(default_factory=dict, repr=False, compare=False)

    def tone(self, colour: str, lit: float = 0.8, *, depth: float = 0.0) -> str:
        """A thing's own daylight colour as it looks here.

        lit: 0 in shade .. 1 facing the light; depth: metres, for the haze between.
        """
        asked = (colour, round(lit, 2), round(depth, 1))
        if asked not in self._seen:
            own, key, ambient = _linear(colour), _linear(self.key), _linear(self.ambient)
            fall = [self.exposure * (ambient[i] * (0.75 - 0.35 * lit) + key[i] * (0.18 + 0.62 * lit)) for i in range(3)]
            seen = self._graded(_lab((own[0] * fall[0], own[1] * fall[1], own[2] * fall[2])))
            veil = 1 - math.exp(-depth / self.visibility)
            self._seen[asked] = hex_of(_between(seen, lab_of(self.haze), veil))
        return self._seen[asked]

    def grade(self, colour: str) -> str:
        """A colour that shines by itself, in the mood and palette of the scene."""
        return hex_of(self._graded(lab_of(colour)))

    def _graded(self, lab: Lab) -> Lab:
        for tint in self.tints[:3]:
            lab = _tinted(lab, tint, 0.54 / len(self.tints[:3]) ** 0.5)
        for mood in self.moods:
            lab = _MOODS[mood](lab)
        return lab


def _tinted(lab: Lab, tint: Tint, pull: float) -> Lab:
    """Colours move toward a named colour; a named neutral moves lightness and takes colour away."""
    lightness, a, b = lab
    r, g, blue = tint.rgb
    goal = lab_of(f"#{r:02x}{g:02x}{blue:02x}")
    if math.hypot(goal[1], goal[2]) < 0.03:
        return (lightness + (goal[0] - lightness) * 0.35 * pull, a * (1 - 0.6 * pull), b * (1 - 0.6 * pull))
    reach = 0.35 + 0.65 * min(1.0, 4 * lightness * (1 - lightness) + 0.15)
    lightness += (goal[0] - lightness) * 0.18 * pull
    return (lightness, a + (goal[1] * reach - a) * pull, b + (goal[2] * reach - b) * pull)


def _neon(lab: Lab) -> Lab:
    """Deep violet shadows, magenta and cyan lights."""
    lightness, a, b = lab
    goal = (0.12, -0.16) if lightness < 0.5 or a > 0.02 else (-0.1, -0.08)
    return (lightness * 0.82, a * 0.6 + goal[0] * 0.55, b * 0.6 + goal[1] * 0.55)


def _cinematic(lab: Lab) -> Lab:
    """Teal shadows, amber lights, a little more contrast."""
    lightness, a, b = lab
    side = max(-1.0, min(1.0, (lightness - 0.52) * 3.2))
    curve = lightness + 0.055 * math.sin((lightness - 0.5) * 2 * math.pi)
    return (curve * 0.96, a * 0.85 + (0.014 if side > 0 else 0.022) * side, b * 0.85 + 0.034 * side)


_MOODS = {
    Mood.WARM: lambda c: (c[0], c[1] + 0.012, c[2] + 0.032),
    Mood.COOL: lambda c: (c[0], c[1] - 0.014, c[2] - 0.04),
    Mood.PASTEL: lambda c: (0.5 + 0.47 * c[0], c[1] * 0.72, c[2] * 0.72),
    Mood.VIVID: lambda c: (c[0], c[1] * 1.4, c[2] * 1.4),
    Mood.MUTED: lambda c: (0.08 + 0.86 * c[0], c[1] * 0.55, c[2] * 0.55),
    Mood.DARK: lambda c: (c[0] * 0.7, c[1] * 0.9, c[2] * 0.9),
    Mood.BRIGHT: lambda c: (max(c[0], 0.0) ** 0.72, c[1], c[2]),
    Mood.MONOCHROME: lambda c: (c[0], 0.0, 0.0),
    Mood.NEON: _neon,
    Mood.CINEMATIC: _cinematic,
}


def _between(one: Lab, other: Lab, share: float) -> Lab:
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
    )


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encode(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _linear(colour: str) -> Rgb:
    r, g, b = triple(colour)
    return _decode(r / 255), _decode(g / 255), _decode(b / 255)


def _lab(rgb: Rgb) -> Lab:
    r, g, b = rgb
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb(lab: Lab) -> Rgb:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
