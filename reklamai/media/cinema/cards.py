"""The small pictures of the camera's picker: one scene of our own engine, through the real lens, grade and moves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from reklamai.core.errors import MediaError
from reklamai.media.camera.clip import Film
from reklamai.media.camera.look import Look
from reklamai.media.cinema.live import framed
from reklamai.media.cinema.model import Camerawork, Moving, Points
from reklamai.media.cinema.plate import FramePlate
from reklamai.media.cinema.ramps import true_speeds
from reklamai.media.pictures import resized
from reklamai.media.scene import compose
from reklamai.media.scene.draft import draft_scene
from reklamai.media.scene.model import Layer, Role, Scene
from reklamai.media.types import AnyArray, Picture
from reklamai.media.words.parser import read

SIZE = 192, 128
PERSON = "A smiling woman in a coral coat, medium shot"
SEED = 3
LAMPS_M = 6.0
BULBS = (255, 246, 214), (255, 226, 168), (255, 208, 184), (206, 234, 255)
WIDEST_MM = 70.4
"""Of the gates that are drawn beside a picture: 15-perforation IMAX fills the corner that is kept for them."""
CORNER_PX = 62
GAP_PX = 3
CELL, MARGIN_PX, NAME_PX = (400, 300), 10, 17
QUALITY = 80
"""Of WebP: 148 cards in 560 KB; the library's own pictures are kept at 90."""
CORAL, PAPER, INK, BOARD = (255, 106, 77), (250, 246, 240), (22, 20, 34), (34, 33, 40)
BEFORE = 4
"""Cards are drawn so many times larger first: thin lines and fine bokeh are then smooth."""


def stage(size: tuple[int, int], *, subject: str = PERSON, overscan: float = 0.0) -> Scene:
    """The street of all cards, hung with small lamps behind its subject: it is they that show what a lens is like."""
    scene = draft_scene(read(f"{subject}, on a city street at dusk"), size=size, seed=SEED, overscan=overscan)
    at = sum(layer.depth > LAMPS_M for layer in scene.layers)
    return replace(scene, layers=(*scene.layers[:at], _lamps(size, overscan), *scene.layers[at:]))


def _lamps(size: tuple[int, int], overscan: float) -> Layer:
    """Three garlands across the street."""
    width, height = (round(side * (1 + 2 * overscan)) for side in size)
    pixels = np.zeros((height, width, 4), np.uint8)
    for number, (top, sag) in enumerate(((0.02, 0.10), (0.12, 0.16), (0.27, 0.13))):
        for step in range(15):
            across = (step + 0.5 * (number % 2)) / 14
            y = top + sag * (1 - (2 * across - 1) ** 2) + 0.004 * (step * 7 % 5)
            at = round(across * width), round((y + overscan) / (1 + 2 * overscan) * height)
            cv2.circle(pixels, at, max(1, round(size[1] / 170)), (*BULBS[step * 3 % 4], 255), -1, cv2.LINE_AA)
    box = (-overscan, -overscan, 1 + 2 * overscan, 1 + 2 * overscan)
    return Layer("lamps", Role.BACKDROP, pixels, box, LAMPS_M)


def plate_of_scene(scene: Scene) -> FramePlate:
    """The plate of a drawn scene: depth is known here and need not be judged."""
    nearest = min(1.0, *(layer.depth for layer in scene.layers))
    near = compose.lay((_nearness(layer, scene, nearest) for layer in scene.layers), size=scene.size)[..., 0]
    subject = min(layer.depth for layer in scene.layers if layer.role is Role.SUBJECT)
    with np.errstate(divide="ignore"):
        depth = (255 * nearest / near.astype(np.float32)).astype(np.float32)
    return FramePlate(compose.flatten(scene), depth, subject, scene.face_box)


def _nearness(layer: Layer, scene: Scene, nearest: float) -> Layer:
    """The layer painted with 255 where it is at `nearest` metres, and with half of that at twice as many."""
    rows = (np.arange(layer.pixels.shape[0]) + 0.5) / layer.pixels.shape[0] * layer.box[3] + layer.box[1]
    near = np.full(len(rows), 0.0 if math.isinf(layer.depth) else 1 / layer.depth)
    if layer.role is Role.GROUND and scene.ground > 0:
        near = np.maximum(rows - scene.horizon, 1e-3) / scene.ground
    pixels = layer.pixels.copy()
    pixels[..., :3] = np.round(np.clip(near * nearest, 0, 1) * 255).astype(np.uint8)[:, None, None]
    if layer.role is Role.ATMOSPHERE:
        pixels[..., 3] = 0
    return layer.with_pixels(pixels)


def still(plate: FramePlate, camerawork: Camerawork, *, size: tuple[int, int] = SIZE) -> Picture:
    """What a camera sees of a plate, cut to fill `size`."""
    large = size[0] * BEFORE, size[1] * BEFORE
    work = camerawork if camerawork.ratio else replace(camerawork, ratio=size[0] / size[1])
    return resized(framed(plate, work, size=large), size)


def gate(picture: Picture, size_mm: tuple[float, float]) -> Picture:
    """A picture with the sensor's own area drawn over full frame's in a corner, to one scale."""
    out = picture.copy()
    scale = CORNER_PX / WIDEST_MM
    for width, height, colour, thick in (
        (36.0, 24.0, PAPER, 1),
        (*size_mm, CORAL, 2),
    ):
        wide, high = round(width * scale), round(height * scale)
        right, bottom = SIZE[0] - 8, SIZE[1] - 8
        cv2.rectangle(out, (right - wide, bottom - high), (right, bottom), INK, thick + 2)
        cv2.rectangle(out, (right - wide, bottom - high), (right, bottom), colour, thick)
    return out


def strip(scene: Scene, moves: Sequence[Moving], *, easing: str) -> Picture:
    """Begin, middle and end of a move, each a third of the card, as our engine films it."""
    film = Film(scene, moves=moves, seconds=2.0, fps=12, easing=easing, seed=SEED, look=Look.clean())
    frame: AnyArray = np.empty((film.size[1] * 3 // 2, film.size[0]), np.uint8)
    wide = (SIZE[0] - 2 * GAP_PX) // 3
    left = min(max(0, round(_middle(scene) * SIZE[0] - wide / 2)), SIZE[0] - wide)
    card = np.full((SIZE[1], SIZE[0], 3), PAPER, np.uint8)
    for third, index in enumerate((0, film.frames // 2, film.frames - 1)):
        film.draw(index, frame)
        shown = resized(cv2.cvtColor(frame, cv2.COLOR_YUV2RGB_I420), SIZE)
        card[:, third * (wide + GAP_PX) :][:, :wide] = shown[:, left : left + wide]
    return card


def _middle(scene: Scene) -> float:
    """Of who stands in the scene, a share of its width."""
    x, _, wide, _ = scene.face_box or (0.5, 0.0, 0.0, 0.0)
    return x + wide / 2


def ramp(picture: Picture, points: Points) -> Picture:
    """The curve of a speed ramp over a darkened picture; the thin line is the speed as it was filmed."""
    large = cv2.convertScaleAbs(cv2.resize(picture, None, fx=BEFORE, fy=BEFORE), alpha=0.38)
    height, width = large.shape[:2]
    moments = np.linspace(0, 1, 400)
    way = np.log2(np.clip(true_speeds(points, moments), 1 / 6, 6)) / math.log2(6)
    at = np.stack([width * (0.08 + 0.84 * moments), height * (0.5 - 0.38 * way)], axis=-1).round().astype(np.int32)
    cv2.line(large, (round(width * 0.08), height // 2), (round(width * 0.92), height // 2), PAPER, 2, cv2.LINE_AA)
    cv2.polylines(large, [at[:, None]], False, CORAL, 4 * BEFORE, cv2.LINE_AA)
    return resized(large, (picture.shape[1], picture.shape[0]))


def sheet(cells: Sequence[tuple[str, Picture]], *, columns: int) -> Picture:
    """Pictures of any shape side by side under their names, each whole and as large as fits its cell."""
    rows = math.ceil(len(cells) / columns)
    page = Image.new("RGB", (columns * CELL[0], rows * CELL[1]), BOARD)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(NAME_PX)
    for index, (name, picture) in enumerate(cells):
        left, top = index % columns * CELL[0], index // columns * CELL[1]
        room = CELL[0] - 2 * MARGIN_PX, CELL[1] - NAME_PX - 3 * MARGIN_PX
        scale = min(room[0] / picture.shape[1], room[1] / picture.shape[0])
        size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
        at = left + (CELL[0] - size[0]) // 2, top + MARGIN_PX + (room[1] - size[1]) // 2
        page.paste(Image.fromarray(resized(picture, size)), at)
        pen.text((left + CELL[0] / 2, top + CELL[1] - MARGIN_PX), name, fill=PAPER, font=font, anchor="ms")
    return np.asarray(page, np.uint8)


def save_card(picture: Picture, path: Path) -> int:
    """Write a card as a WebP file; gives its bytes. Raises MediaError if it cannot be written."""
    packed, data = cv2.imencode(".webp", picture[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    if not packed:
        raise MediaError("The card could not be written.", file=path.name)
    return path.write_bytes(data.tobytes())
