"""Products cut out of packshots: whatever differs from the ground that the border of the picture shows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.colour import check_picture, to_lab
from reklamai.media.mattes import edges
from reklamai.media.mattes.model import Kind, Matte, Missing, box_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Plane

WORK_SIDE = 640
RING = 0.035
"""Width of the border that shows the ground, share of the longer side."""
EVEN = 7.0
"""Lab distance of ground and its smooth model above which a ground is busy."""
CLEAR_RIM = 0.8
"""Share of the rim that must be an edge of the picture too."""
SMALLEST = 0.004
"""Share of the picture under which what differs is dust."""
CALM_SHARE = 0.62
"""Share of the border that must be ground; the rest may be the product running out of the frame."""


@dataclass(frozen=True, slots=True)
class Ground:
    """colours: (H, W, 3) Lab of the empty ground; noise: Lab distance of the border from it; calm: share that fits."""

    colours: FloatPicture
    noise: float
    calm: float


def product_matte(picture: Picture) -> Matte | None:
    """The product in front of a calm ground; None if there is none (`find_product` says why).

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    found = find_product(picture)
    return found if isinstance(found, Matte) else None


def find_product(picture: Picture) -> Matte | Missing:
    """`product_matte`, or the reason: "busy_ground", "empty_ground", "fills_the_frame" or "unsure"."""
    check_picture(picture)
    found = _shape(picture)
    return found if isinstance(found, Missing) else _matte(picture, *found)


def on_even_ground(picture: Picture) -> Mask | None:
    """What stands before an even ground, its rim not yet softened; None where there is none or the ground is busy.

    For callers that soften what they make of it: at 12 megapixels that is half of the work.
    picture: (H, W, 3) uint8, RGB order. Returns: (H, W) float32 0..1.
    """
    found = _shape(picture, calm_only=True)
    return None if isinstance(found, Missing) else _enlarged(picture, found[0])


def _shape(picture: Picture, *, calm_only: bool = False) -> tuple[Mask, float] | Missing:
    """The hard mask, no larger than WORK_SIDE, and how sure it is.

    calm_only: nothing is looked for on a busy ground, which takes ten times as long to find out about.
    """
    height, width = picture.shape[:2]
    scale = min(1.0, WORK_SIDE / max(height, width))
    small = resized(picture, (max(8, round(width * scale)), max(8, round(height * scale))))
    lab = to_lab(small)
    ground = read_ground(lab)
    calm = ground.noise <= EVEN and ground.calm >= CALM_SHARE
    if calm_only and not calm:
        return Missing("busy_ground")
    rough = _rough(lab, ground) if calm else stands_out(lab)
    if calm and float((rough > 0.5).mean()) < SMALLEST:
        return Missing("empty_ground")
    hard = edges.largest_parts(edges.settle(small, rough, unsure=0.008 if calm else 0.03, rounds=2))
    share = float(hard.mean())
    if share > 0.9:
        return Missing("fills_the_frame")
    if share < SMALLEST or _sides_touched(hard) > 2 or (not calm and not _compact(hard)):
        return Missing("unsure" if calm else "busy_ground")
    if rim_jump(lab, hard) < CLEAR_RIM:
        return Missing("unsure")
    return hard, float(np.clip(1 - ground.noise / (2 * EVEN), 0, 1) * ground.calm) if calm else 0.4


def _enlarged(picture: Picture, hard: Mask) -> Mask:
    height, width = picture.shape[:2]
    return np.clip((resized(hard, (width, height)) - 0.5) * 4 + 0.5, 0, 1).astype(np.float32)


def _matte(picture: Picture, hard: Mask, confidence: float) -> Matte | Missing:
    mask = edges.soften(picture, _enlarged(picture, hard), reach=0.004, smooth=2e-5)
    box = box_of(mask)
    if box is None:
        return Missing("unsure")
    return Matte(mask, box, confidence, Kind.PRODUCT)


def read_ground(lab: FloatPicture) -> Ground:
    """The empty ground behind a product, from the border of the picture.

    lab: (H, W, 3) Lab. A quadratic surface is fitted to the border, three times, each time without what lies far off:
    that is a gradient or a vignette, and not the product that touches the border.
    """
    height, width = lab.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / max(1, width - 1) * 2 - 1, y / max(1, height - 1) * 2 - 1
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    ring = _ring(height, width)
    known, colours = terms[ring].astype(np.float64), lab[ring].astype(np.float64)
    weights = np.linalg.norm(colours - np.median(colours, axis=0), axis=1) < 40
    for limit in (24.0, 14.0, 10.0):
        surface = np.linalg.lstsq(known[weights], colours[weights], rcond=None)[0]
        distance = np.linalg.norm(colours - known @ surface, axis=1)
        fitting = distance < limit
        if fitting.sum() < len(terms[0, 0]) * 4:
            return Ground(lab, float(np.median(distance)), 0.0)
        weights = fitting
    noise = float(np.sqrt((distance[weights] ** 2).mean()))
    return Ground((terms @ surface.astype(np.float32)).astype(np.float32), noise, float(weights.mean()))


def _ring(height: int, width: int) -> AnyArray:
    band = max(2, round(RING * max(height, width)))
    ring = np.ones((height, width), dtype=bool)
    ring[band:-band, band:-band] = False
    return ring


def _rough(lab: FloatPicture, ground: Ground) -> Mask:
    """0 ground, 1 product, between in doubt."""
    distance = _distance(lab, ground.colours)
    low, high = max(3.0, 2.2 * ground.noise), max(9.0, 5 * ground.noise)
    likely = np.clip((distance - low) / (high - low), 0, 1).astype(np.float32)
    likely = cv2.medianBlur((likely * 255).astype(np.uint8), 3).astype(np.float32) / 255
    return _filled(likely)


def _distance(lab: FloatPicture, ground: FloatPicture) -> Plane:
    """Lab distance from the ground, in which the soft shadow of the product counts little."""
    off = lab - ground
    colour = np.hypot(off[..., 1], off[..., 2])
    plain = np.sqrt(off[..., 0] ** 2 + colour**2)
    slope = cv2.magnitude(
        *(cv2.Scharr(cv2.GaussianBlur(lab[..., 0], (0, 0), 1.2), -1, *way) / 32 for way in ((1, 0), (0, 1)))
    )
    # less light on the same surface: a and b shrink with L
    darker = np.clip(lab[..., :1] / np.maximum(ground[..., :1], 1), 0, 1)
    other = np.linalg.norm(lab[..., 1:] - ground[..., 1:] * darker, axis=2)
    dimmed = (off[..., 0] < 0) & (off[..., 0] > -45) & (other < 5 + 0.12 * -off[..., 0]) & (slope < 1.6)
    near_edge = cv2.dilate((~dimmed & (plain > 12)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    plain[dimmed & ~near_edge] *= 0.18
    return plain.astype(np.float32)


def _filled(likely: Mask) -> Mask:
    """`likely` with the inside closed: a white label on a white ground belongs to the product, a handle's eye not."""
    solid = (likely > 0.5).astype(np.uint8)
    solid = np.asarray(cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - solid, connectivity=4)
    edge = set(np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))).tolist())
    outside = np.isin(labels, sorted(edge)) & (solid == 0)
    from_outside = cv2.distanceTransform((~outside).astype(np.uint8), cv2.DIST_L2, 3)
    thick = 0.09 * float(np.sqrt(solid.sum() + 1))
    result = likely.copy()
    for label in range(1, count):
        if label in edge or stats[label, cv2.CC_STAT_AREA] < 4:
            continue
        hole = labels == label
        rim = cv2.dilate(hole.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & ~hole
        if float((from_outside[rim] < thick).mean()) < 0.55:
            result[hole] = 1.0
    return result


def stands_out(lab: FloatPicture) -> Mask:
    """How much each place differs from the colours along the border, near the middle more: for busy grounds.

    lab: (H, W, 3) Lab. Returns: (H, W) float32 in 0..1.
    """
    height, width = lab.shape[:2]
    border: AnyArray = lab[_ring(height, width)].astype(np.float32)
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, labels, centres = cv2.kmeans(border, 6, np.empty((0, 1), np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    common = np.bincount(labels.ravel(), minlength=6) > 0.04 * len(border)
    smooth = cv2.bilateralFilter(lab, 7, 12, 5)
    distance: AnyArray = np.min([np.linalg.norm(smooth - centre, axis=2) for centre in centres[common]], axis=0)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    weighed: AnyArray = distance * np.exp(-(x**2 + y**2) / 0.8)
    return np.clip(weighed / max(1e-3, float(np.percentile(weighed, 96))), 0, 1).astype(np.float32)


def rim_jump(lab: FloatPicture, hard: Mask) -> float:
    """Share of the rim of `hard` where the picture really changes (Lab difference over 6 across 7 pixels)."""
    solid = (hard > 0.5).astype(np.float32)
    inside, outside = cv2.erode(solid, np.ones((3, 3))), 1 - cv2.dilate(solid, np.ones((3, 3)))
    means = []
    for side in (inside, outside):
        weight = cv2.blur(side, (7, 7))
        means.append(cv2.blur(lab * side[..., None], (7, 7)) / (weight[..., None] + 1e-6))
    rim = (
        (cv2.dilate(solid, np.ones((3, 3))) > solid)
        & (cv2.blur(inside, (7, 7)) > 0.02)
        & (cv2.blur(outside, (7, 7)) > 0.02)
    )
    jumps = np.linalg.norm(means[0] - means[1], axis=2)[rim]
    return float((jumps > 6).mean()) if len(jumps) else 0.0


def _sides_touched(hard: Mask) -> int:
    rims = (hard[0], hard[-1], hard[:, 0], hard[:, -1])
    return sum(float(rim.mean()) > 0.02 for rim in rims)


def _compact(hard: Mask) -> bool:
    """One piece that fills its convex hull and keeps off the border: what can be taken for a product."""
    outlines, _ = cv2.findContours((hard > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea)
    area, hull = cv2.contourArea(largest), cv2.contourArea(cv2.convexHull(largest))
    whole = area > 0.9 * float(hard.sum())
    return whole and hull > 0 and area / hull > 0.8 and _sides_touched(hard) == 0 and 0.04 < float(hard.mean()) < 0.7
