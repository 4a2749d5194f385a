"""A reference picture as something that can stand in a scene: a person, a product, or a card with the whole picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media import mattes
from reklamai.media.colour import check_picture
from reklamai.media.mattes import Kind, Matte, Missing
from reklamai.media.mattes.model import Box, box_of
from reklamai.media.pictures import resized
from reklamai.media.types import Mask, Picture, Rgba

MAX_SIDE = 1800
"""A reference is shrunk to this before it is cut out: about a second on one core, and few frames show more of it."""
FACE_METRES = 0.165
"""Height of a MediaPipe face box on an adult, metres: brows to chin, measured on astronaut() against a 0.23 m head."""
SIDE_FADE = 0.05
SURE = 0.55
"""Confidence under which a cut-out would rather look torn than cut: the whole picture is shown as a card."""


@dataclass(frozen=True, slots=True)
class CutOut:
    """pixels: straight RGBA, tight around what was cut out; face: box in pixels of them; confidence 0..1.

    reason: "" or why it is a card with the whole picture (codes of `Missing`, or "unsure").
    cropped: the subject runs out of the reference at the bottom, so that its feet are not known.
    pixels_per_metre: from the size of the face; None if no face tells it.
    lit: the light of the scene already lies on it. topless: the picture cut the head at the top. told: codes for
    `Scene.notes`.
    """

    kind: Kind
    pixels: Rgba
    face: Box | None
    confidence: float
    reason: str = ""
    cropped: bool = False
    pixels_per_metre: float | None = None
    lit: bool = False
    topless: bool = False
    told: tuple[str, ...] = ()


def cut_out(reference: Picture | Rgba) -> CutOut:
    """What a reference shows, without its ground.

    reference: (H, W, 3) uint8, or (H, W, 4) with straight alpha: an alpha channel that hides something is believed.
    Raises: ValueError for another shape or dtype.
    """
    check_picture(reference, channels=4 if reference.ndim == 3 and reference.shape[2] == 4 else 3)
    reference = _bounded(reference)
    if reference.shape[2] == 4:
        alpha = np.asarray(reference[..., 3] / 255, dtype=np.float32)
        box = box_of(alpha, level=0.05)
        if box is not None and alpha.min() < 0.5:
            return _from_alpha(reference, alpha, box)
    return _found(np.ascontiguousarray(reference[..., :3]))


def _found(picture: Picture) -> CutOut:
    """The person in a picture, or else the product, or else the whole picture."""
    person = mattes.find_person(picture)
    if isinstance(person, Matte) and person.confidence > SURE:
        return _from_matte(picture, person)
    product = mattes.find_product(picture)
    if isinstance(product, Matte) and product.confidence > SURE:
        return _from_matte(picture, product)
    # somebody is in it, but could not be cut out: that tells more than the ground does
    why = product if isinstance(person, Missing) and person.reason == "no_person" else person
    return as_card(picture, reason=why.reason if isinstance(why, Missing) else "unsure")


def as_card(picture: Picture, *, reason: str) -> CutOut:
    """The whole picture as a card with a pale edge and round corners."""
    height, width = picture.shape[:2]
    edge = max(2, round(0.022 * max(height, width)))
    framed = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(246, 246, 243))
    alpha = np.zeros(framed.shape[:2], np.uint8)
    radius = edge * 1.2
    rows, columns = alpha.shape
    y, x = np.ogrid[0:rows, 0:columns]
    off = np.hypot(
        np.maximum(0, np.abs(x - (columns - 1) / 2) - (columns / 2 - radius)),
        np.maximum(0, np.abs(y - (rows - 1) / 2) - (rows / 2 - radius)),
    )
    alpha[:] = np.clip((radius - off) * 255, 0, 255).astype(np.uint8)
    return CutOut(Kind.PRODUCT, np.dstack([np.asarray(framed, np.uint8), alpha]), None, 0.0, reason=reason)


def _from_alpha(reference: Rgba, alpha: Mask, box: Box) -> CutOut:
    x, y, width, height = box
    pixels = np.ascontiguousarray(reference[y : y + height, x : x + width])
    share = alpha[y : y + height, x : x + width, None]
    heads = mattes.faces((pixels[..., :3] * share + 200 * (1 - share)).astype(np.uint8))
    kind = Kind.PERSON if heads else Kind.PRODUCT
    return _made(kind, pixels, heads, 1.0, cropped=kind is Kind.PERSON and _flat_bottom(pixels))


def _from_matte(picture: Picture, matte: Matte) -> CutOut:
    x, y, width, height = _grown(matte.box, picture)
    mask = matte.mask[y : y + height, x : x + width]
    colours = mattes.foreground(np.ascontiguousarray(picture[y : y + height, x : x + width]), mask)
    faded = mask * _cut_sides(mask, left=x == 0, right=x + width >= picture.shape[1])
    pixels = np.dstack([colours, (faded * 255 + 0.5).astype(np.uint8)])
    heads = mattes.faces(picture) if matte.kind is Kind.PERSON else ()
    moved = tuple(mattes.Face((f.box[0] - x, f.box[1] - y, f.box[2], f.box[3]), f.confidence) for f in heads)
    inside = tuple(f for f in moved if f.box[0] >= 0 and f.box[1] >= 0)
    cropped = y + height >= picture.shape[0] and _flat_bottom(pixels)
    return _made(matte.kind, pixels, inside, matte.confidence, cropped=cropped)


def _made(kind: Kind, pixels: Rgba, heads: tuple[mattes.Face, ...], confidence: float, *, cropped: bool) -> CutOut:
    face = heads[0].box if heads else None
    per_metre = face[3] / FACE_METRES if face is not None else None
    return CutOut(kind, pixels, face, confidence, cropped=cropped, pixels_per_metre=per_metre)


def _grown(box: Box, picture: Picture) -> Box:
    """`box` with room for the soft rim."""
    x, y, width, height = box
    room = max(2, round(0.01 * max(width, height)))
    left, top = max(0, x - room), max(0, y - room)
    right, bottom = min(picture.shape[1], x + width + room), min(picture.shape[0], y + height + room)
    return left, top, right - left, bottom - top


def _cut_sides(mask: Mask, *, left: bool, right: bool) -> Mask:
    """1, falling to 0 at a side where the reference cut the subject off: a soft end instead of a straight one."""
    width = mask.shape[1]
    ramp = max(2, round(SIDE_FADE * width))
    keep = np.ones(width, dtype=np.float32)
    rise = np.asarray(np.sin(np.linspace(0, np.pi / 2, ramp)) ** 2, dtype=np.float32)
    if left and float((mask[:, 0] > 0.5).mean()) > 0.04:
        keep[:ramp] = rise
    if right and float((mask[:, -1] > 0.5).mean()) > 0.04:
        keep[-ramp:] = rise[::-1]
    return keep[None]


def _flat_bottom(pixels: Rgba) -> bool:
    """The lowest row is a wide cut, as a chest or hips are and feet are not."""
    wide = float((pixels[-2, :, 3] > 128).mean())
    return wide > 0.35


def _bounded(reference: Picture | Rgba) -> Picture | Rgba:
    longest = max(reference.shape[:2])
    if longest <= MAX_SIDE:
        return np.ascontiguousarray(reference)
    scale = MAX_SIDE / longest
    size = (max(1, round(reference.shape[1] * scale)), max(1, round(reference.shape[0] * scale)))
    return resized(reference, size)
