"""A picture made ready for the camera: who or what stands in front, and the ground behind it, as layers."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.mattes.heads import faces
from reklamai.media.mattes.model import Kind, Matte
from reklamai.media.mattes.people import person_matte
from reklamai.media.mattes.products import product_matte
from reklamai.media.scene.model import Box, Layer, Role, Scene, SceneLight
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Rgba

BEYOND = 0.07
"""Shares of the frame that a picture goes on beyond its edges, mirrored and blurred."""
DENSEST = 1.5
"""Picture pixels kept for each frame pixel: what a zoom can use."""
SUBJECT_M = {Kind.PERSON: 2.5, Kind.PRODUCT: 1.0}
BEHIND = {Kind.PERSON: 1.7, Kind.PRODUCT: 1.4}
"""How much farther the ground is taken to stand: a little, so that feet and bottoms hardly slide on it."""
SEAM = 0.005
"""Width of the ground that goes with the subject, share of the longer side."""
INPAINT_PX = 256
"""Longer side at which the hole is closed: 0.1 s, and no streaks at full size."""
ALONE_M = 4.0
"""Depth of a picture in which nothing was cut out."""


def from_picture(
    picture: Picture,
    *,
    seed: int,
    size: tuple[int, int] | None = None,
    lens: float = 1.0,
    beyond: float = BEYOND,
) -> Scene:
    """The layers of a picture: its person or product, and the rest with the hole behind it closed.

    picture: (H, W, 3) uint8, RGB order; size: width and height of the frame, the picture's own unless given; a
    picture of another shape is cropped about its face or subject. seed: of the texture in what is invented.
    lens: as `rig.Rig.lens`, how many of the picture's own pixels it can use; beyond: shares of the frame to go on
    beyond its edges, for a lens that sees wider.
    At rest the camera sees the picture itself. What lies behind the subject and beyond the edges is invented.
    Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    size = size or (picture.shape[1], picture.shape[0])
    cropped, face, matte = _framed(picture, size, densest=DENSEST * lens)
    pixels = cropped.astype(np.float32)
    alpha = _carried(matte.mask) if matte else np.zeros(cropped.shape[:2], np.float32)
    behind = _closed(cropped, alpha, seed=seed) if matte else pixels
    depth = SUBJECT_M[matte.kind] * BEHIND[matte.kind] if matte else ALONE_M
    layers = [
        Layer("behind", Role.BACKDROP, _beyond(behind, np.ones_like(alpha), beyond), _wide(cropped, beyond), depth)
    ]
    if matte:
        # of somebody whom the picture's edge cuts, no second body is mirrored below the first
        front = _beyond(_front(pixels, behind, alpha), alpha, BEYOND)
        if beyond > BEYOND:
            front[..., 3] = np.round(front[..., 3] * (1 - _rim(cropped)))
        layers.append(_cut(front, _wide(cropped, BEYOND), SUBJECT_M[matte.kind]))
    return Scene(
        size, beyond, tuple(layers), SceneLight(), horizon=0.5,
        subject_box=_shares(matte.box, cropped) if matte else None, face_box=face,
        notes=("from_picture",),
    )  # fmt: skip


def _border(length: int, beyond: float) -> int:
    """Pixels that a side goes on: whole ones, so that no pixel of the picture itself is resampled."""
    return round(beyond * length)


def _wide(picture: Picture, beyond: float) -> Box:
    height, width = picture.shape[:2]
    x, y = _border(width, beyond) / width, _border(height, beyond) / height
    return -x, -y, 1 + 2 * x, 1 + 2 * y


def _framed(picture: Picture, size: tuple[int, int], *, densest: float) -> tuple[Picture, Box | None, Matte | None]:
    """The picture cut to the frame's shape, with its face and its matte."""
    shrink = min(1.0, densest * max(size[0] / picture.shape[1], size[1] / picture.shape[0]))
    if shrink < 1:
        target = round(picture.shape[1] * shrink), round(picture.shape[0] * shrink)
        picture = np.asarray(cv2.resize(picture, target, interpolation=cv2.INTER_AREA), np.uint8)
    height, width = picture.shape[:2]
    found = max(faces(picture), key=lambda face: face.box[2] * face.box[3], default=None)
    matte = person_matte(picture) or product_matte(picture)
    box = found.box if found else matte.box if matte else (0, 0, width, height)
    fit = min(width / size[0], height / size[1])
    columns, rows = min(width, round(size[0] * fit)), min(height, round(size[1] * fit))
    left = int(np.clip(box[0] + box[2] / 2 - columns / 2, 0, width - columns))
    top = int(np.clip(box[1] + box[3] / 2 - rows * 0.4, 0, height - rows))
    inside = np.s_[top : top + rows, left : left + columns]
    cropped = np.ascontiguousarray(picture[inside])
    face = _shares((box[0] - left, box[1] - top, box[2], box[3]), cropped) if found else None
    if matte:
        x, y, wide, high = matte.box
        mask = np.ascontiguousarray(matte.mask[inside])
        matte = Matte(mask, (x - left, y - top, wide, high), matte.confidence, matte.kind)
    return cropped, face, matte


def _shares(box: tuple[int, int, int, int], picture: Picture) -> Box:
    height, width = picture.shape[:2]
    left, top = max(0.0, box[0] / width), max(0.0, box[1] / height)
    right, bottom = min(1.0, (box[0] + box[2]) / width), min(1.0, (box[1] + box[3]) / height)
    return left, top, max(0.0, right - left), max(0.0, bottom - top)


def _carried(alpha: Mask) -> Mask:
    """The matte with a soft seam of ground around it: what lies behind may then change without an outline showing."""
    reach = max(2, round(SEAM * max(alpha.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    seam = cv2.GaussianBlur(cv2.dilate(alpha, kernel), (0, 0), reach * 0.6)
    return np.maximum(alpha, seam).astype(np.float32)


def _closed(picture: Picture, alpha: Mask, *, seed: int) -> FloatPicture:
    """The picture without its subject: the hole takes the colours around it, and their grain."""
    reach = max(3, round(0.008 * max(picture.shape[:2])))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    hole = np.asarray(cv2.dilate((alpha > 0.02).astype(np.float32), kernel), np.float32)
    closed = _inpainted(picture, hole)
    fine = picture.astype(np.float32) - cv2.GaussianBlur(picture, (0, 0), 1.5)
    sigma = float(np.median(np.abs(fine[hole < 0.5]))) * 1.48 if (hole < 0.5).any() else 0.0
    noise = np.random.default_rng(seed).standard_normal(picture.shape[:2], dtype=np.float32)
    closed += noise[..., None] * sigma
    # where the rim is thin the picture stays, or no colour of the subject could give the picture back over it
    share = np.clip((alpha - 0.3) / 0.5, 0, 1)
    return np.asarray(picture + (closed - picture) * (share * share * (3 - 2 * share))[..., None], np.float32)


def _inpainted(picture: Picture, hole: Mask) -> FloatPicture:
    """The hole closed by carrying its rim on into it, on a small picture: it is seen soft and in passing."""
    height, width = picture.shape[:2]
    shrink = min(1.0, INPAINT_PX / max(height, width))
    size = max(2, round(width * shrink)), max(2, round(height * shrink))
    mask = (cv2.resize(hole, size, interpolation=cv2.INTER_AREA) > 0.01).astype(np.uint8)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    closed = cv2.GaussianBlur(cv2.inpaint(small, mask, 4, cv2.INPAINT_TELEA), (0, 0), 1.0)
    return np.asarray(cv2.resize(closed, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _front(picture: FloatPicture, behind: FloatPicture, alpha: Mask) -> FloatPicture:
    """Colours that give the picture again when laid over `behind` with `alpha`."""
    share = alpha[..., None]
    colours: FloatPicture = np.clip((picture - (1 - share) * behind) / np.maximum(share, 0.02), 0, 255)
    return colours


def _beyond(picture: FloatPicture, alpha: Mask, beyond: float) -> Rgba:
    """A picture carried on past its edges: mirrored, the softer the farther."""
    height, width = alpha.shape
    x, y = _border(width, beyond), _border(height, beyond)
    pixels = np.dstack([np.clip(picture + 0.5, 0, 255), alpha * 255 + 0.5]).astype(np.uint8)
    wide = cv2.copyMakeBorder(pixels, y, y, x, x, cv2.BORDER_REFLECT_101)
    soft = cv2.GaussianBlur(
        cv2.resize(wide, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), (0, 0), max(x, y) / 40
    )
    soft = cv2.resize(soft, (wide.shape[1], wide.shape[0]), interpolation=cv2.INTER_LINEAR)
    across, down = _outside(width, x), _outside(height, y)
    share = np.maximum(across[None, :], down[:, None])
    mixed = np.asarray(cv2.blendLinear(soft, wide, share, 1 - share), np.uint8)
    mixed[y : y + height, x : x + width] = pixels
    return mixed


def _rim(picture: Picture) -> AnyArray:
    """0 in a picture .. 1 at the end of what it is mirrored to: so that nobody ends in a straight cut."""
    (height, width), (x, y) = picture.shape[:2], (_border(side, BEYOND) for side in picture.shape[1::-1])
    return np.maximum(_outside(width, x)[None, :], _outside(height, y)[:, None])


def _outside(length: int, border: int) -> AnyArray:
    """How far outside a line of pixels is: 0 inside, 1 at its end."""
    at = np.arange(length + 2 * border, dtype=np.float32)
    away = np.maximum(border - at, at - (border + length - 1)) / max(1.0, border)
    return np.clip(away, 0, 1)


def _cut(pixels: Rgba, wide: Box, depth: float) -> Layer:
    """The subject alone, without the empty rows and columns around it; wide: the box of all the pixels."""
    height, width = pixels.shape[:2]
    x, y, columns, rows = cv2.boundingRect((pixels[..., 3] > 2).astype(np.uint8))
    across, down = wide[2] / width, wide[3] / height
    box = wide[0] + x * across, wide[1] + y * down, columns * across, rows * down
    return Layer("subject", Role.SUBJECT, np.ascontiguousarray(pixels[y : y + rows, x : x + columns]), box, depth)
