"""How far everything in a picture is, judged from one view: a face by its size, the ground by its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from reklamai.media.mattes import graphs
from reklamai.media.mattes.heads import faces
from reklamai.media.mattes.model import Kind, Matte
from reklamai.media.mattes.people import person_matte
from reklamai.media.mattes.products import product_matte
from reklamai.media.scene.model import Box
from reklamai.media.types import AnyArray, Picture, Plane

OWN_MM, OWN_WIDTH_MM, OWN_HEIGHT_MM = 35.0, 36.0, 24.0
"""The camera that a picture is taken to be made with: 35 mm on full frame."""
FACE_M = 0.16
"""From the brows to the chin, as the finder's box has it; a grown-up's is 0.12 to that, and its box is larger."""
PERSON_M, PRODUCT_M, ALONE_M, LANDSCAPE_M = 2.5, 1.0, 1.5, 20.0
PERSON_RANGE_M = (0.6, 12.0)
BEHIND = 5.0
"""How much farther the backdrop of a subject is taken to stand: a room's wall, or trees."""
AT_FEET = 0.8
"""Nearness of the ground in the lowest row, of the subject's: it must stay behind what stands on it."""
HORIZON = 0.45
"""Row of the horizon, share of the height, where nothing tells it."""
LANDSCAPE_FAR_M, LOWEST_M = 60.0, 2.5
"""Of the horizon and of the lowest row: 1.5 m of eye level by the tangent of this camera's field."""
DETAIL_SIDE, APART = 320, 2.0
"""Side of the picture in which detail is looked for; how much more of it a thing in the middle has than the rim."""
VEIL = 0.35
"""Of a matte's rim, which is as wide as loose hair is: laid over a soft ground it would shade the sharp hair about."""
SEEN, MOSTLY = 0.15, 0.85
"""From what on the net has seen somebody; share of a matte that must remain when it is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Depth:
    """depth: (H, W) float32 metres; face: shares of the picture."""

    depth: Plane
    subject_m: float
    face: Box | None


def depth_of(picture: Picture) -> Depth:
    """The depth of a picture. picture: (H, W, 3) uint8, RGB order. Loads MediaPipe: only for a worker."""
    height, width = picture.shape[:2]
    found = max(faces(picture), key=lambda face: face.box[2] * face.box[3], default=None)
    matte = _held(picture, person_matte(picture)) or _solid(product_matte(picture))
    face = None
    if found:
        x, y, wide, high = found.box
        face = (x / width, y / height, wide / width, high / height)
    if matte is None:
        detail = _detail(picture)
        if _in_the_middle(detail):
            near = 1 / ALONE_M + (1 / (BEHIND * ALONE_M) - 1 / ALONE_M) * (1 - detail)
            return Depth((1 / near).astype(np.float32), ALONE_M, face)
        return Depth(_landscape(height, width), LANDSCAPE_M, face)
    subject = _distance(matte, found.box[3] if found else None, (width, height))
    near = _behind(matte, (width, height), subject)
    near += (1 / subject - near) * np.clip((matte.mask - VEIL) / (0.9 - VEIL), 0, 1)
    return Depth((1 / near).astype(np.float32), subject, face)


def _held(picture: Picture, matte: Matte | None) -> Matte | None:
    """A person without what only the colours took in: a tree beside dark hair would stay sharp with the face."""
    if matte is None:
        return None
    longest = max(matte.mask.shape)
    sure = (graphs.people_share(picture) > SEEN).astype(np.uint8)
    seen = cv2.dilate(cv2.morphologyEx(sure, cv2.MORPH_OPEN, _round(0.012 * longest)), _round(0.025 * longest))
    kept = matte.mask * cv2.GaussianBlur(np.asarray(seen, np.float32), (0, 0), 0.003 * longest + 0.5)
    # the net loses whole limbs too: what it takes much from, it has not understood
    return replace(matte, mask=kept) if kept.sum() > MOSTLY * matte.mask.sum() else matte


def _round(reach: float) -> AnyArray:
    side = 2 * max(1, round(reach)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))


def _solid(matte: Matte | None) -> Matte | None:
    """A product without holes: a spoon on a saucer has the ground's colours, and stands in front all the same."""
    if matte is None:
        return None
    outlines, _ = cv2.findContours((matte.mask > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = cv2.drawContours(np.zeros(matte.mask.shape, np.uint8), outlines, -1, (1.0,), cv2.FILLED)
    inside = cv2.erode(whole, np.ones((3, 3), np.uint8)).astype(np.float32)
    return replace(matte, mask=np.maximum(matte.mask, inside))


def _distance(matte: Matte, face_px: int | None, size: tuple[int, int]) -> float:
    """Metres to the subject, by the size of its face where it has one."""
    if matte.kind is Kind.PRODUCT:
        return PRODUCT_M
    if face_px is None:
        return PERSON_M
    return float(np.clip(FACE_M * _focal_px(size) / face_px, *PERSON_RANGE_M))


def _focal_px(size: tuple[int, int]) -> float:
    """Focal length of the camera that the picture is taken to be made with, in its pixels."""
    return OWN_MM * max(size[0] / OWN_WIDTH_MM, size[1] / OWN_HEIGHT_MM)


def _behind(matte: Matte, size: tuple[int, int], subject: float) -> Plane:
    """Nearness of what lies behind a subject: a backdrop, and the ground that comes towards the camera.

    A subject that the frame cuts off below shows little ground, and it lies well behind what is seen of the subject.
    """
    width, height = size
    foot = (matte.box[1] + matte.box[3]) / height
    far, feet = 1 / (BEHIND * subject), AT_FEET / subject
    cut_off = foot > 0.985
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    lowest = feet * 0.45 if cut_off else feet
    start = max(HORIZON, foot - 0.35)
    share = np.clip((rows - start) / max(0.08, (1.0 if cut_off else foot) - start), 0, 1.15)
    return np.repeat((far + (lowest - far) * share**1.5)[:, None], width, axis=1).astype(np.float32)


def _detail(picture: Picture) -> Plane:
    """Where a picture shows fine detail, widely smoothed, 0..1: what a photographer had in focus."""
    height, width = picture.shape[:2]
    scale = DETAIL_SIDE / max(height, width)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    energy = cv2.GaussianBlur(edges, (0, 0), 0.07 * max(size), borderType=cv2.BORDER_REPLICATE)
    share = np.clip((energy / max(1e-3, float(np.quantile(energy, 0.95))) - 0.2) / 0.35, 0, 1)
    return np.asarray(cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _in_the_middle(detail: Plane) -> bool:
    """Whether the detail is one thing in the middle, and not a view that goes on beyond the frame."""
    height, width = detail.shape
    inner = detail[height // 5 : height - height // 5, width // 5 : width - width // 5]
    rim = (float(detail.mean()) * detail.size - float(inner.mean()) * inner.size) / (detail.size - inner.size)
    return float(inner.mean()) > APART * rim and float((detail > 0.5).mean()) > 0.1


def _landscape(height: int, width: int) -> Plane:
    """Depth of a picture in which nobody stands: the ground from the lowest row to far away at the horizon."""
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    below = np.clip((rows - HORIZON) / (1 - HORIZON), 0, 1)
    near = 1 / LANDSCAPE_FAR_M + below * (1 / LOWEST_M - 1 / LANDSCAPE_FAR_M)
    return np.repeat((1 / near)[:, None], width, axis=1).astype(np.float32)
