"""What a lens does by the book: fields of view, what is sharp, and how large a point becomes that is not.

Source of all formulas: S. F. Ray, Applied Photographic Optics (3rd ed., 2002), chapters 22 (depth of field) and 24;
for the leaning plane of focus, H. Merklinger, Focusing the View Camera (1993).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from reklamai.media.cinema.model import Optics

FULL_FRAME_MM = (36.0, 24.0)
ACCEPTED = 1500.0
"""Diagonal of the sensor by the largest circle that still looks like a point."""
NEAREST = 1.5
"""Focal lengths from the lens that anything is taken to stand at least: nearer there is no image."""


@dataclass(frozen=True, slots=True)
class Window:
    """What of the scene's width and height the lens sees, as millimetres at its focal length."""

    width_mm: float
    height_mm: float

    @property
    def diagonal_mm(self) -> float:
        return math.hypot(self.width_mm, self.height_mm)


def window_of(optics: Optics, *, ratio: float | None = None) -> Window:
    """The largest window of `ratio` (width by height) in the sensor as the lens fills it; None: all of it.

    An anamorphic lens presses a window on the sensor that is wider by its squeeze.
    """
    width, height = optics.width_mm * optics.squeeze, optics.height_mm
    if ratio is None:
        return Window(width, height)
    return Window(min(width, height * ratio), min(height, width / ratio))


def field_deg(optics: Optics, *, ratio: float | None = None) -> tuple[float, float, float]:
    """Angles of view in degrees: across, down, from corner to corner; of a window of `ratio` where it is given.

    Focused far away, as tables have it. A fisheye draws angles evenly; none is told wider than 360.
    """
    window = window_of(optics, ratio=ratio)
    across, down, corner = (_angle(optics, mm) for mm in (window.width_mm, window.height_mm, window.diagonal_mm))
    return across, down, corner


def _angle(optics: Optics, length_mm: float) -> float:
    if optics.fisheye:
        return min(360.0, math.degrees(length_mm / optics.focal_mm))
    return math.degrees(2 * math.atan(length_mm / (2 * optics.focal_mm)))


def circle_mm(optics: Optics) -> float:
    """The largest circle on the sensor that is taken for a point: its diagonal by 1500, 0.029 mm on full frame."""
    return math.hypot(optics.width_mm, optics.height_mm) / ACCEPTED


def hyperfocal_m(optics: Optics, *, circle: float | None = None) -> float:
    """The focus from which on all is sharp to infinity, metres. circle: accepted on the sensor, mm."""
    focal = optics.focal_mm
    return (focal * focal / (optics.f_number * (circle or circle_mm(optics))) + focal) / 1000


def near_far_m(optics: Optics, focus_m: float, *, circle: float | None = None) -> tuple[float, float]:
    """Where sharpness begins and ends, metres from the lens; the end is `math.inf` from the hyperfocal focus on."""
    focal, hyperfocal = optics.focal_mm / 1000, hyperfocal_m(optics, circle=circle)
    focus = focused_m(optics, focus_m)
    near = focus * (hyperfocal - focal) / (hyperfocal + focus - 2 * focal)
    if focus >= hyperfocal:
        return near, math.inf
    return near, focus * (hyperfocal - focal) / (hyperfocal - focus)


def focused_m(optics: Optics, focus_m: float) -> float:
    """A focus that the lens can have: at least one and a half focal lengths away."""
    return max(focus_m, NEAREST * optics.focal_mm / 1000)


def for_subject(optics: Optics, subject_m: float) -> Optics:
    """The lens with its focus set: where it was asked for, else on the subject; never nearer than it can focus."""
    return replace(optics, focus_m=focused_m(optics, subject_m if optics.focus_m is None else optics.focus_m))


def blur_mm(optics: Optics, depth_m: float, focus_m: float) -> float:
    """Diameter on the sensor of the disc that a point at `depth_m` becomes; upright where the lens squeezes.

    `math.inf` is a depth too.
    """
    focus = focused_m(optics, focus_m)
    return blur_gain(optics, focus) * abs(1 / focus - 1 / max(depth_m, 0.01))


def blur_gain(optics: Optics, focus_m: float) -> float:
    """Millimetres of disc for each unit (1 / metre) between a point's nearness and the one in focus."""
    focal, focus = optics.focal_mm / 1000, focused_m(optics, focus_m)
    return 1000 * (focal / optics.f_number) * focal * focus / (focus - focal)


def lean(optics: Optics) -> float:
    """How much nearer the plane of focus comes for each mm upwards on the picture, 1 / metre; 0 for a straight lens.

    Source: Scheimpflug's rule; the plane turns about a line f / sin(tilt) below the lens.
    """
    return -1000 * math.sin(math.radians(optics.tilt_deg)) / optics.focal_mm**2


def equivalent_mm(optics: Optics) -> float:
    """Focal length with this field on full frame: by the diagonal; by the width where the lens squeezes."""
    wide, high = FULL_FRAME_MM
    if optics.squeeze > 1:
        return optics.focal_mm * wide / (optics.width_mm * optics.squeeze)
    return optics.focal_mm * math.hypot(wide, high) / math.hypot(optics.width_mm, optics.height_mm)
