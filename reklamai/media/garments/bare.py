"""What of a person is not cloth: skin of the face's tone, bare limbs, hair that hangs down."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.garments import tones, zones
from reklamai.media.garments.tones import Tone
from reklamai.media.garments.zones import Oval, Zones
from reklamai.media.types import AnyArray, FloatPicture, Picture, Plane

LIMBS = (
    ((11, 13), (0.55, 1.0)), ((12, 14), (0.55, 1.0)), ((13, 15), (0.1, 1.0)), ((14, 16), (0.1, 1.0)),
    ((23, 25), (0.6, 1.0)), ((24, 26), (0.6, 1.0)), ((25, 27), (0.1, 0.8)), ((26, 28), (0.1, 0.8)),
)  # fmt: skip
"""Joints of a limb and the part of it that is bare first, from 0 at the upper joint to 1."""
APART = 2.0
"""Times the spread of the clothes' tone that a limb must differ to be bare."""


@dataclass(frozen=True, slots=True)
class Bare:
    """Evidence against cloth in units of the logarithm of odds; (H, W) float32, 0 where there is none."""

    skin: Plane
    hair: Plane
    strands: AnyArray
    """(H, W) bool: hair as good as sure."""
    reach: AnyArray
    """(H, W) bool: how far hair hangs down; dark cloth outside is no hair."""


def seen(
    picture: Picture, solid: AnyArray, drawn: Zones, joints: AnyArray, *, oval: Oval | None, spots: AnyArray | None
) -> Bare:
    """Skin and hair of one person. solid: (H, W) bool, the person; spots: points of bare skin in the face, or None."""
    values = tones.ratios(picture)
    inner = (drawn.inner > 0) & solid
    low = _lower(inner)
    tone = tones.skin_tone(values, oval, spots)
    skin = tones.likeness(values, tone)
    limbs = _limbs(values, solid, low, joints, unit=drawn.unit, tone=tone)
    # cloth of the colour of skin: then only the place tells
    alike = float(skin[low].mean()) if low.any() else 0.0
    doubt = float(np.clip((alike - 0.3) * 3, 0, 1))
    trust = np.where(inner, 1.0 - 0.8 * doubt, 1.0 - 0.3 * doubt)
    cost = np.maximum((4.2 if tone.sure else 2.0) * skin * trust, 4.2 * limbs)
    if oval is None:
        nowhere = np.zeros(solid.shape, bool)
        return Bare(cost.astype(np.float32), np.zeros_like(skin), nowhere, nowhere)
    above = (drawn.hair > 0) & solid & (drawn.face == 0) & (skin < 0.3)
    reach = _reach(oval, solid.shape)
    hair = _hair(values, above, low, within=reach & solid)
    return Bare(cost.astype(np.float32), hair, above | (hair > 2), reach)


def _lower(inner: AnyArray) -> AnyArray:
    """The half of the torso in view that necklines seldom reach."""
    rows = np.flatnonzero(inner.any(axis=1))
    low = inner.copy()
    if len(rows):
        low[: int(rows[0] + 0.5 * (rows[-1] - rows[0]))] = False
    return low


def _limbs(values: FloatPicture, solid: AnyArray, low: AnyArray, joints: AnyArray, *, unit: float, tone: Tone) -> Plane:
    """Likeness to the skin of bare limbs, each near its own bones: their light is often not the face's."""
    made = np.zeros(solid.shape, np.float32)
    body = values[low]
    if len(body) < 20:
        return made
    cloth = tones.tone_of(body, least=(0.05, 0.05, 0.2))
    for (upper, lower), (start, end) in LIMBS:
        if min(joints[upper, 2], joints[lower, 2]) < zones.SEEN:
            continue
        ends = [joints[upper, :2] + share * (joints[lower, :2] - joints[upper, :2]) for share in (start, end)]
        samples = values[(_line(solid.shape, ends, 0.06 * unit) > 0) & solid]
        if len(samples) < 6:
            continue
        own = tones.tone_of(samples, least=(0.06, 0.06, 0.35))
        if _is_skin(own, tone) and _differs(own, cloth):
            whole = [joints[upper, :2], joints[lower, :2] + 0.3 * (joints[lower, :2] - joints[upper, :2])]
            around = _line(solid.shape, whole, 0.42 * unit) > 0
            made = np.maximum(made, tones.likeness(values, own) * around)
    return made


def _is_skin(own: Tone, tone: Tone) -> bool:
    """Near the tone of the face, or of people in general if no face is known."""
    red, blue, bright = own.middle - tone.middle
    room = 0.24 if tone.sure else 0.3
    return bool(np.hypot(red, blue) < room and own.middle[0] > 0.06 and own.middle[1] < 0.02 and abs(bright) < 1.3)


def _differs(own: Tone, cloth: Tone) -> bool:
    return bool((np.abs(own.middle - cloth.middle) > APART * cloth.spread).any())


def _reach(oval: Oval, shape: tuple[int, ...]) -> AnyArray:
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]]
    beside = np.abs(columns - oval.chin[0]) < 1.4 * oval.height
    return np.asarray(beside & (rows < oval.chin[1] + 2.2 * oval.height))


def _hair(values: FloatPicture, above: AnyArray, low: AnyArray, *, within: AnyArray) -> Plane:
    """Below the chin, what has the colour of the hair and hangs down from it; nothing if the clothes have it too."""
    cost = np.zeros(above.shape, np.float32)
    for tone in tones.hair_tones(values, above.astype(np.float32)):
        like = tones.likeness(values, tone)
        if not low.any() or float((like[low] > 0.4).mean()) < 0.25:
            cost = np.maximum(cost, 3.6 * like * _hanging(above, (like > 0.25) & within))
    return cost


def _hanging(seed: AnyArray, within: AnyArray) -> AnyArray:
    """The pieces of `within` that touch `seed`."""
    _, labels = cv2.connectedComponents((seed | within).astype(np.uint8))
    return np.isin(labels, np.unique(labels[seed])) & within


def _line(shape: tuple[int, ...], ends: list[AnyArray], thick: float) -> AnyArray:
    made = np.zeros(shape[:2], np.uint8)
    start, end = ((round(float(x)), round(float(y))) for x, y in ends)
    cv2.line(made, start, end, zones.INK, max(1, round(thick)))
    return made
