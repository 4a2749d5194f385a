"""Held clothes on whoever stands in the scene: in their colours, with their pattern, in the folds that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media import garments
from reklamai.media.faces import Face
from reklamai.media.mattes import Kind, Matte, Missing
from reklamai.media.mattes.model import box_of
from reklamai.media.pictures import resized
from reklamai.media.scene.bare import clothes_alone
from reklamai.media.scene.figures.wardrobe import OVER, TOPS
from reklamai.media.scene.held import Shade, Worn
from reklamai.media.types import AnyArray, Mask, Picture, Rgba
from reklamai.media.words.reading import Clothing, Garment, Person, Tint

SEARCH_SIDE = 900
"""Longer side at which clothes are looked for; the colours change at full size."""
LEAST_TILE = 24
"""Pixels of a side under which a piece of cloth shows no pattern."""
RIM = 0.009
"""Share of the longer side that clothes are followed to the outline of the person."""
SECOND = 0.22
"""Share of a second colour from which it is worn too, by the smaller part of clothes that have two."""
APART = 26.0
"""Lab units between two parts of clothes that count as two, as a suit and a shirt do."""
FOLDS = 0.6
"""Weight of lightness in that: folds and shade move it, and are no parts."""


def dressed(pixels: Rgba, worn: Worn, *, ground: Picture, face: Face | None) -> Rgba | Missing:
    """A cut-out person in other clothes of the same cut; Missing if no clothes are found on them.

    pixels: straight alpha; ground: the same person on even grey; face: in its pixels.
    """
    mask = _clothes(pixels, ground, face)
    if isinstance(mask, Missing):
        return mask
    picture = np.ascontiguousarray(pixels[..., :3])
    cloth = _tile(worn)
    if cloth is not None:
        tile, share = cloth
        made = garments.apply_pattern(picture, mask, tile=tile, scale=share)
    else:
        made = _coloured(picture, mask, worn.colours)
    return np.dstack([made, pixels[..., 3]])


def dress(person: Person, worn: Worn) -> Person:
    """A person of the words in clothes of the held main colour, for those who are drawn."""
    if not worn.colours:
        return person
    tint = Tint("held", rgb_of(worn.colours[0]))
    upper = next((each for each in person.clothes if each.garment in OVER | TOPS), None)
    if upper is None:
        return replace(person, clothes=(Clothing(Garment.SWEATER, tint), *person.clothes))
    return replace(
        person, clothes=tuple(replace(each, colour=tint) if each is upper else each for each in person.clothes)
    )


def rgb_of(shade: Shade) -> tuple[int, int, int]:
    """Screen values 0..255 of a colour."""
    screen = cv2.cvtColor(np.array([[shade.lab]], np.float32), cv2.COLOR_Lab2RGB)[0, 0]
    red, green, blue = (int(v) for v in np.rint(np.clip(screen, 0, 1) * 255))
    return red, green, blue


def _clothes(pixels: Rgba, ground: Picture, face: Face | None) -> Mask | Missing:
    height, width = pixels.shape[:2]
    scale = min(1.0, SEARCH_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    alpha = np.asarray(resized(np.ascontiguousarray(pixels[..., 3]), size) / 255, np.float32)
    box = box_of(alpha)
    if box is None:
        return Missing("no_person")
    small, head = resized(ground, size), _smaller(face, scale)
    found = garments.find_garment(small, person=Matte(alpha, box, 1.0, Kind.PERSON), face=head)
    if isinstance(found, Missing):
        return found
    mask = found.mask if head is None else clothes_alone(found.mask, small, head)
    if isinstance(mask, Missing):
        return mask
    whole = np.clip(resized(mask, (width, height)), 0, 1).astype(np.float32)
    return _to_the_rim(whole, np.ascontiguousarray(pixels[..., 3]))


def _to_the_rim(mask: Mask, alpha: AnyArray) -> Mask:
    """Clothes that reach the outline of the person: a rim of the old colour would shine round the new one."""
    reach = max(2, round(RIM * max(mask.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    inner = cv2.erode((alpha > 128).astype(np.uint8), kernel)
    return np.where((inner == 0) & (alpha > 0), np.maximum(mask, cv2.dilate(mask, kernel)), mask).astype(np.float32)


def _smaller(face: Face | None, scale: float) -> Face | None:
    if face is None or scale == 1:
        return face
    x, y, width, height = (round(v * scale) for v in face.box)
    marks = None if face.landmarks is None else np.asarray(face.landmarks * scale, np.float32)
    return replace(face, box=(x, y, width, height), landmarks=marks)


def _tile(worn: Worn) -> tuple[Picture, float] | None:
    """The largest square of patterned cloth and its share of the garment's width; None for plain clothes."""
    if worn.pattern == "plain" or worn.pixels is None:
        return None
    solid = cv2.copyMakeBorder((worn.pixels[..., 3] > 230).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    away = cv2.distanceTransform(solid, cv2.DIST_C, 3)[1:-1, 1:-1]
    y, x = np.unravel_index(int(away.argmax()), away.shape)
    reach = int(away[y, x]) - 1
    if 2 * reach < LEAST_TILE:
        return None
    piece = worn.pixels[y - reach : y + reach, x - reach : x + reach, :3]
    return np.ascontiguousarray(piece), 2 * reach / worn.pixels.shape[1]


def _coloured(picture: Picture, mask: Mask, colours: Sequence[Shade]) -> Picture:
    """The clothes in the held colours: their larger part in the main one, a part of its own in the second, if any."""
    if not colours:
        return picture
    parts = _two_parts(picture, mask)
    if parts is None:
        return garments.recolour(picture, mask, target=colours[0].lab)
    second = colours[1] if len(colours) > 1 and colours[1].share >= SECOND else colours[0]
    made = garments.recolour(picture, parts[0], target=colours[0].lab)
    return garments.recolour(made, parts[1], target=second.lab)


def _two_parts(picture: Picture, mask: Mask) -> tuple[Mask, Mask] | None:
    """Masks of the larger and the smaller part of clothes that are two by colour, as a suit and a shirt are."""
    small = cv2.GaussianBlur(picture, (0, 0), max(1.0, 0.004 * max(mask.shape)))
    lab: AnyArray = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    lab[..., 0] *= FOLDS
    points = np.ascontiguousarray(lab[mask > 0.5][:: max(1, int((mask > 0.5).sum()) // 4000)])
    if len(points) < 50:
        return None
    cv2.setRNGSeed(1)  # k-means draws from OpenCV's global generator
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, labels, centres = cv2.kmeans(points, 2, np.empty((0, 0), np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    first = int(np.bincount(labels.ravel(), minlength=2).argmax())
    if float(np.linalg.norm(centres[0] - centres[1])) < APART:
        return None
    off = [np.linalg.norm(lab - centres[each], axis=2) for each in (first, 1 - first)]
    nearer = cv2.GaussianBlur((off[0] <= off[1]).astype(np.float32), (0, 0), 1.5)
    return np.asarray(mask * nearer, np.float32), np.asarray(mask * (1 - nearer), np.float32)
