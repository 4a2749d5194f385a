"""A camera by names and settings becomes the numbers by which live view, own renders and finish are made."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar, cast

from reklamai.media.cinema.model import Camerawork, Moving, Optics, Points
from video.camera import CameraSettings
from video.camera_fields import RATIOS
from video.selectors.vocabulary import Term, Vocabulary
from video.traits import LensTraits, MovementTraits, ProfileTraits, RampTraits, SensorTraits

FULL_FRAME_MM: Final = (36.0, 24.0)
FULL_DIAGONAL_MM: Final = 43.27
USUAL_MM: Final = 35.0
"""Where no focal length is said: what our own engine films with, about as wide as one looks at a scene."""
APERTURES: Final = {"macro": 2.8, "shallow": 2.0, "medium": 5.6, "deep": 16.0}
"""What a depth of field stands for, on full frame; smaller formats need a wider aperture for as little depth."""
USUAL_F: Final = 4.0
NARROWEST_F: Final = 22.0
CLOSE_M: Final = 0.3
"""Where a macro focuses with no lens of its own chosen."""

T = TypeVar("T")


def resolved(asked: CameraSettings, vocabulary: Vocabulary) -> Camerawork:
    """All numbers of a camera. What was left out is as body and lens have it, else changes nothing."""
    sensor = traits(vocabulary.find("sensor", asked.sensor), SensorTraits)
    lens = traits(vocabulary.find("lens", asked.lens), LensTraits)
    profile = traits(vocabulary.find("profile", asked.color_profile), ProfileTraits)
    return Camerawork(
        optics=optics_of(asked, sensor, lens),
        ratio=RATIOS.get(asked.aspect_ratio),
        bars=asked.framing == "bars",
        profile=profile.profile if profile else "",
        profile_strength=share(asked.color_strength, 1.0),
        grain=share(asked.grain, sensor.grain if sensor else 0.0),
        grain_size=sensor.grain_size if sensor else 1.0,
        vignette=share(asked.vignette, lens.vignette if lens else 0.0),
        flare=share(asked.flare, lens.flare if lens else 0.0),
        halation=sensor.halation if sensor else 0.0,
        moves=moves_of(asked, vocabulary),
        easing=easing_of(asked, vocabulary),
        ramp=ramp_of(asked, vocabulary),
    )


def traits(term: Term | None, kind: type[T]) -> T | None:
    """The traits of a term, as what they are."""
    return cast("T", term.traits) if term is not None and isinstance(term.traits, kind) else None


def share(percent: int | None, otherwise: float) -> float:
    return otherwise if percent is None else percent / 100


def optics_of(asked: CameraSettings, sensor: SensorTraits | None, lens: LensTraits | None) -> Optics | None:
    """None where nothing is said of body, lens or depth."""
    said = (asked.focal_length, asked.aperture, asked.focus_distance, asked.depth_of_field or None)
    if sensor is None and lens is None and all(each is None for each in said):
        return None
    width, height = (sensor.width_mm, sensor.height_mm) if sensor else FULL_FRAME_MM
    plain = Optics(
        width_mm=width,
        height_mm=height,
        focal_mm=focal_of(asked, lens),
        f_number=f_number_of(asked, (width, height), lens),
        focus_m=focus_of(asked, lens),
    )
    return plain if lens is None else with_glass(plain, lens)


def with_glass(optics: Optics, lens: LensTraits) -> Optics:
    """What this lens does besides."""
    return replace(
        optics,
        squeeze=lens.squeeze,
        distortion=lens.distortion,
        fisheye=lens.fisheye,
        aberration=lens.aberration,
        softness=lens.softness,
        swirl=lens.swirl,
        tilt_deg=lens.tilt_deg,
        blades=lens.blades,
    )


def focal_of(asked: CameraSettings, lens: LensTraits | None) -> float:
    """As asked, else the usual one, or the nearest to it that the lens has."""
    if asked.focal_length is not None:
        return asked.focal_length
    return min(max(USUAL_MM, lens.min_mm), lens.max_mm) if lens else USUAL_MM


def f_number_of(asked: CameraSettings, sensor_mm: tuple[float, float], lens: LensTraits | None) -> float:
    """As asked; else what the depth of field stands for on this format, as far as the lens opens."""
    if asked.aperture is not None:
        return asked.aperture
    wanted = USUAL_F
    if asked.depth_of_field:
        diagonal = (sensor_mm[0] ** 2 + sensor_mm[1] ** 2) ** 0.5
        wanted = APERTURES[asked.depth_of_field] * diagonal / FULL_DIAGONAL_MM
    return round(min(max(wanted, lens.min_f if lens else 1.2), NARROWEST_F), 2)


def focus_of(asked: CameraSettings, lens: LensTraits | None) -> float | None:
    """Metres; None: on the subject. A macro is as near as it can be."""
    if asked.focus_distance is not None or asked.depth_of_field != "macro":
        return asked.focus_distance
    return lens.close_m if lens else CLOSE_M


def moves_of(asked: CameraSettings, vocabulary: Vocabulary) -> tuple[Moving, ...]:
    """The engine's moves that the named ones are made of; one that two of them have is as strong as both, at most 1."""
    strengths: dict[str, float] = {}
    for each in asked.movements:
        movement = traits(vocabulary.find("movement", each.name), MovementTraits)
        for move, part in movement.moves if movement else ():
            strengths[move] = min(1.0, strengths.get(move, 0.0) + part * each.strength / 100)
    return tuple(Moving(move, round(strength, 4)) for move, strength in strengths.items())


def easing_of(asked: CameraSettings, vocabulary: Vocabulary) -> str:
    """Of the movement named first: three at once start and stop as one."""
    first = asked.movements[0].name if asked.movements else ""
    movement = traits(vocabulary.find("movement", first), MovementTraits)
    return movement.easing if movement else Camerawork().easing


def ramp_of(asked: CameraSettings, vocabulary: Vocabulary) -> Points:
    if asked.speed_ramp is None:
        return ()
    named = traits(vocabulary.find("ramp", asked.speed_ramp.name), RampTraits)
    return named.points if named else asked.speed_ramp.points
