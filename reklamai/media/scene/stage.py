"""Sprites on their spots: layers with shadows, in the perspective and the roll of the scene's camera."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from reklamai.media.scene import shadow
from reklamai.media.scene.actors import Sprite
from reklamai.media.scene.compose import premultiplied, straight
from reklamai.media.scene.model import Box, Layer, Role, SceneLight
from reklamai.media.scene.place_subject import Spot
from reklamai.media.types import AnyArray, Rgba


@dataclass(frozen=True, slots=True)
class Ground:
    """What subjects stand on. horizon: y; focal: frame heights for one metre at one metre; aspect: of the frame;
    gloss: 0..1, how strongly it mirrors; limit: metres that every subject is held
    before, so that no furniture hides it; roll: degrees; flat: seen from above, things lie on it."""

    horizon: float
    focal: float
    aspect: float
    light: SceneLight
    limit: float = math.inf
    gloss: float = 0.0
    roll: float = 0.0
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Staged:
    """A subject in the frame: its layers (shadows first), its box and its face."""

    layers: tuple[Layer, ...]
    box: Box
    face: Box | None
    hand: tuple[float, float] | None


def box_on(spot: Spot, sprite: Sprite, aspect: float) -> Box:
    """Where the pixels of a sprite fall, shares of the frame."""
    high = sprite.metres * spot.scale
    wide = high * sprite.pixels.shape[1] / sprite.pixels.shape[0] / aspect
    top = spot.foot - sprite.foot * high
    return spot.x - sprite.middle * wide, top, wide, high


def staged(name: str, sprite: Sprite, box: Box, *, ground: Ground, rooted: bool = True,
           nearest: float | None = None) -> Staged:  # fmt: skip
    """Layers of a sprite whose pixels fill `box`.

    rooted: it touches the ground; False for what is carried. nearest: metres that its depth is held under.
    """
    scale = box[3] / sprite.metres
    depth = min(ground.focal / scale, ground.limit, nearest or math.inf)
    foot = box[1] + sprite.foot * box[3]
    layers: list[Layer] = []
    if rooted:
        layers += _ties(name, sprite, box, depth=depth, foot=foot, ground=ground)
    layers.append(Layer(name, Role.SUBJECT, sprite.pixels, box, depth, foot if rooted else None))
    rolled = tuple(_rolled(layer, ground) for layer in layers)
    face = _turned_box(_within(box, sprite.face), ground) if sprite.face else None
    hand = (box[0] + sprite.hand[0] * box[2], box[1] + sprite.hand[1] * box[3]) if sprite.hand else None
    return Staged(rolled, rolled[-1].box, face, hand)


def _ties(name: str, sprite: Sprite, box: Box, *, depth: float, foot: float, ground: Ground) -> list[Layer]:
    """Cast shadow, mirror image and contact shadow, where the frame can show them."""
    # a contact this far below the frame throws nothing into it
    if foot > 1.2:
        return []
    stand = shadow.Stand(box, foot, sprite.metres, depth, ground.aspect, ground.horizon)
    if ground.flat:
        pixels, where = shadow.lying(sprite.pixels, stand, ground.light)
        return [Layer(f"shadow of {name}", Role.SUBJECT, pixels, where, depth)]
    layers = []
    thrown = shadow.cast(sprite.pixels, stand, ground.light)
    if thrown is not None:
        layers.append(Layer(f"shadow of {name}", Role.SUBJECT, *thrown, depth))
    if ground.gloss > 0.04:
        image, where = shadow.mirror(sprite.pixels, stand, strength=ground.gloss)
        layers.append(Layer(f"mirror of {name}", Role.SUBJECT, image, where, depth))
    seam, where = shadow.contact(sprite.pixels, stand)
    layers.append(Layer(f"contact of {name}", Role.SUBJECT, seam, where, depth))
    return layers


def _within(box: Box, part: Box | None) -> Box:
    x, y, wide, high = part or (0.0, 0.0, 1.0, 1.0)
    return box[0] + x * box[2], box[1] + y * box[3], wide * box[2], high * box[3]


def _rolled(layer: Layer, ground: Ground) -> Layer:
    """The layer turned with the camera about the middle of the frame."""
    if not ground.roll:
        return layer
    pixels = layer.pixels
    rows, columns = pixels.shape[:2]
    # pixels may not be square in the frame: turn in units of the frame's height
    per_column, per_row = layer.box[2] * ground.aspect / columns, layer.box[3] / rows
    if not 0.98 < per_column / per_row < 1.02:
        columns = max(1, round(layer.box[2] * ground.aspect / per_row))
        pixels = np.asarray(cv2.resize(pixels, (columns, rows), interpolation=cv2.INTER_LINEAR), np.uint8)
    box = _turned_box(layer.box, ground)
    wide, high = math.ceil(box[2] * ground.aspect / per_row), math.ceil(box[3] / per_row)
    middle = ((columns - 1) / 2, (rows - 1) / 2)
    turn: AnyArray = np.asarray(cv2.getRotationMatrix2D(middle, -ground.roll, 1.0), dtype=np.float64)
    turn[:, 2] += ((wide - columns) / 2, (high - rows) / 2)
    turned = straight(np.asarray(cv2.warpAffine(premultiplied(pixels), turn, (wide, high)), np.uint8))
    foot = None if layer.foot is None else layer.foot - layer.box[1] - layer.box[3] + box[1] + box[3]
    return replace(layer, pixels=turned, box=box, foot=foot)


def _turned_box(box: Box, ground: Ground) -> Box:
    """The upright box around a turned one."""
    if not ground.roll:
        return box
    angle = math.radians(ground.roll)
    cos, sin = math.cos(angle), math.sin(angle)
    wide, high = box[2] * ground.aspect, box[3]
    dx, dy = (box[0] + box[2] / 2 - 0.5) * ground.aspect, box[1] + box[3] / 2 - 0.5
    x, y = dx * cos - dy * sin, dx * sin + dy * cos
    w, h = abs(wide * cos) + abs(high * sin), abs(wide * sin) + abs(high * cos)
    return (x - w / 2) / ground.aspect + 0.5, y - h / 2 + 0.5, w / ground.aspect, h


def plinth(box: Box, *, foot: float, colour: tuple[int, int, int], aspect: float, rows_px: int) -> tuple[Rgba, Box]:
    """A round plinth under a thing near the camera, down to below the frame; pixels and box.

    box: of the thing; colour: 0..255 of its side in the light; rows_px: rows of a whole frame.
    """
    wide = box[2] * 1.35 + 0.02
    x, bottom = box[0] + box[2] / 2 - wide / 2, 1.35
    lip = 0.16 * wide * aspect  # height of the round top, shares of the frame's height
    top = foot - lip * 0.62
    columns, rows = max(8, round(wide * aspect * rows_px)), max(8, round((bottom - top) * rows_px))
    half, centre = lip / 2 * rows_px, lip / 2 * rows_px
    across = np.linspace(-1, 1, columns, dtype=np.float32)[None]
    down = np.arange(rows, dtype=np.float32)[:, None]
    edge = half * np.sqrt(np.maximum(0, 1 - across**2))
    shape = np.clip(down - (centre - edge) + 0.5, 0, 1) * np.clip((1 - np.abs(across)) * columns / 2, 0, 1)
    on_top = np.clip(centre + edge - down + 0.5, 0, 1)
    side = 0.8 - 0.32 * across**2 - 0.16 * across
    light = side * (1 - on_top) + 1.08 * on_top
    pixels = np.empty((rows, columns, 4), np.uint8)
    pixels[..., :3] = np.clip(light[..., None] * np.array(colour, np.float32), 0, 255)
    pixels[..., 3] = shape * 255
    return pixels, (x, top, wide, bottom - top)
