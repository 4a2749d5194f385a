"""Stances: the angles that make a pose. Left and right are those of the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from reklamai.media.words.reading import Pose, Thing

Limb = tuple[float, float, float, float]
"""Upper angle, its visible share (foreshortening), lower angle, its share. 0 degrees down, 90 to picture right."""


class Grip(StrEnum):
    """What a hand does."""

    RELAXED = "relaxed"
    OPEN = "open"
    FIST = "fist"
    HOLD = "hold"
    HIDDEN = "hidden"
    """In a pocket or behind the body."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A pose without a body. lean, tilts in degrees (clockwise); turn 0 front to 60; lift: units over the ground."""

    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]
    hands: tuple[Grip, Grip] = (Grip.RELAXED, Grip.RELAXED)
    lean: float = 0.0
    sway: float = 0.0
    shoulder_tilt: float = 0.0
    hip_tilt: float = 0.0
    head_tilt: float = 0.0
    turn: float = 0.0
    """Of the trunk to picture right."""
    yaw: float = 0.0
    """Of the head to picture right, degrees."""
    feet: tuple[float, float] = (-0.3, 0.36)
    """Which way the toes show: -1 full profile to the left, 0 to the camera, 1 to the right."""
    foot_tilts: tuple[float, float] = (0.0, 0.0)
    lift: float = 0.0
    mouth: str = "calm"
    sitting: bool = False


DOWN_LEFT: Limb = (-9, 1.0, 5, 0.98)
DOWN_RIGHT: Limb = (11, 1.0, 3, 0.98)
CONTRAPPOSTO: tuple[Limb, Limb] = ((3, 1.0, 3, 1.0), (15, 0.99, 1, 1.0))

RAISED: Limb = (25, 0.75, 190, 0.9)
"""Holds something up beside the chin: where a close view still shows it."""

STANDING = Stance(
    arms=(DOWN_LEFT, DOWN_RIGHT), legs=CONTRAPPOSTO, sway=-6, shoulder_tilt=3.5, hip_tilt=-6, head_tilt=-3.5, yaw=8,
)  # fmt: skip
STANCES = {
    Pose.STANDING: (
        STANDING,
        replace(STANDING, arms=(DOWN_LEFT, (23, 0.97, -24, 0.95)), hands=(Grip.RELAXED, Grip.HIDDEN)),
        replace(STANDING, arms=((-23, 0.97, 24, 0.95), DOWN_RIGHT), hands=(Grip.HIDDEN, Grip.RELAXED)),
    ),
    Pose.HOLDING: (
        replace(STANDING, arms=(DOWN_LEFT, (17, 0.9, 128, 0.8)), hands=(Grip.RELAXED, Grip.HOLD), mouth="smile"),
        replace(STANDING, arms=((-23, 0.97, 24, 0.95), (15, 0.92, 136, 0.82)), hands=(Grip.HIDDEN, Grip.HOLD),
                mouth="smile"),
    ),
    Pose.TALKING: (
        replace(STANDING, arms=(DOWN_LEFT, (15, 0.95, 112, 0.82)), hands=(Grip.RELAXED, Grip.OPEN), mouth="talk",
                head_tilt=3, yaw=12),
        replace(STANDING, arms=((-16, 0.95, -104, 0.7), (15, 0.95, 118, 0.85)), hands=(Grip.OPEN, Grip.OPEN),
                mouth="talk", head_tilt=3, yaw=12),
    ),
    Pose.WALKING: (
        Stance(arms=((22, 1.0, 42, 0.95), (-19, 1.0, -6, 0.95)), legs=((-15, 1.0, -40, 0.97), (24, 1.0, 5, 1.0)),
               lean=3, turn=36, yaw=20, shoulder_tilt=2, hip_tilt=-2, feet=(1.0, 0.95), foot_tilts=(34, -12),
               mouth="smile"),
    ),
    Pose.RUNNING: (
        Stance(arms=((48, 1.0, 134, 0.92), (-52, 1.0, 36, 0.9)), legs=((-20, 1.0, -58, 0.97), (60, 0.97, -26, 0.97)),
               hands=(Grip.FIST, Grip.FIST), lean=11, turn=38, yaw=22, shoulder_tilt=3, hip_tilt=-3, feet=(1.0, 1.0),
               foot_tilts=(58, 8), lift=24, mouth="smile"),
    ),
    Pose.DANCING: (
        Stance(arms=((-66, 0.98, -128, 0.95), (138, 0.98, 168, 0.95)),
               legs=((-10, 1.0, -2, 1.0), (32, 0.97, -22, 0.97)),
               hands=(Grip.OPEN, Grip.OPEN), lean=-6, sway=14, shoulder_tilt=-9, hip_tilt=8, head_tilt=9, yaw=10,
               feet=(-0.5, 0.75), foot_tilts=(0, 26), mouth="laugh"),
        Stance(arms=((-142, 0.98, -196, 0.95), (74, 0.98, 20, 0.9)), legs=((-26, 0.99, 10, 0.98), (14, 1.0, 6, 1.0)),
               hands=(Grip.OPEN, Grip.RELAXED), lean=5, sway=-14, shoulder_tilt=9, hip_tilt=-8, head_tilt=-8, yaw=-8,
               feet=(-0.7, 0.5), foot_tilts=(-20, 0), mouth="laugh"),
    ),
    Pose.SITTING: (
        Stance(arms=((12, 0.98, 50, 0.84), (22, 0.98, 38, 0.86)), legs=((56, 0.7, -4, 1.0), (76, 0.8, 4, 1.0)), lean=-3,
               sway=-5, turn=26, yaw=14, shoulder_tilt=1.5, feet=(0.7, 0.85), sitting=True, mouth="smile"),
    ),
}  # fmt: skip


def stance_for(pose: Pose, holds: Thing | None, rng: Random, *, close: bool = False) -> Stance:
    """One of the stances of a pose; a held thing changes what the picture-right arm does.

    close: only head and shoulders will be seen, so whatever is held is held up there.
    """
    stance = rng.choice(STANCES[pose])
    if close and (holds is not None or Grip.HOLD in stance.hands):
        return replace(stance, arms=(DOWN_LEFT, RAISED), hands=(Grip.RELAXED, Grip.HOLD))
    if holds is None:
        return stance
    if holds is Thing.BAG:
        return replace(stance, arms=(stance.arms[0], (10, 1.0, 3, 0.98)), hands=(stance.hands[0], Grip.FIST))
    if pose in {Pose.STANDING, Pose.TALKING}:
        held = rng.choice(STANCES[Pose.HOLDING])
        return replace(held, mouth=stance.mouth if pose is Pose.TALKING else held.mouth)
    return replace(stance, arms=(stance.arms[0], (19, 0.92, 128, 0.8)), hands=(stance.hands[0], Grip.HOLD))
