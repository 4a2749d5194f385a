"""Ground, floors and table tops, laid out in true perspective."""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media.scene.compose import premultiplied
from reklamai.media.scene.materials import Material, Patch
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import triple
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.textures import noise, smoothstep
from reklamai.media.types import Mask, Plane, Rgba

MOST_PIXELS = 4_200_000
"""Of a frame that the ground is drawn for, beyond which it is stretched: at 4K it took 3.5 of the 7.7 s of a street."""
SHADE_COLUMNS = 480


def ground_layer(
    setting: Setting, material: Material, colour: str, *, name: str = "ground", depth: float = 60.0, lit: float = 0.85,
    shine: float = 0.0, over: str = "", shade: str = "", behind: tuple[Layer, ...] = (), far: float = 0.0,
    over_sharp: float = 0.5,
    rough: float = 0.0,
    across: tuple[float, float] | None = None,
) -> Layer:  # fmt: skip
    """The ground below the horizon, hazier with distance.

    lit: as `Palette.tone`; shine: 0..1, how strongly it mirrors the layers `behind` it (rain adds to it).
    over: SVG parts that lie on the ground, drawn in its perspective; `over_sharp` as in `Setting.layer`.
    shade: soft parts under `over`: they are drawn in small and stretched.
    far: metres beyond which there is no ground (a table's edge, a back wall), `rough` metres uneven.
    across: x in metres between which it lies.
    """
    # every pixel is traced to the ground instead of warping a texture: no seam and no blur at the horizon
    share = _sharp(setting)
    columns, rows = setting.pixels(share)
    patch, inside = _patch(setting, rows, columns)
    if far:
        inside = inside * np.asarray(smoothstep(far, far - 0.02, patch.z + patch.cloud(1.6) * np.float32(rough)))
    if across:
        inside = (
            inside
            * np.clip((patch.x - across[0]) / patch.grain, 0, 1)
            * np.clip((across[1] - patch.x) / patch.grain, 0, 1)
        )
    base, haze = (np.array(triple(setting.tone(colour, lit, depth=d)), np.float32) for d in (0.0, 1e9))
    veil = (1 - np.exp(-patch.z / np.float32(setting.palette.visibility)))[..., None]
    picture = base * np.clip(1 + material(patch), 0.25, 1.8)[..., None]
    picture += (haze - picture) * veil
    shine = max(shine, 0.62 if setting.wet and not setting.place.indoors else 0.0)
    if shine and behind:
        _mirror(setting, picture, behind, patch, shine)
    _near_dark(setting, picture)
    if shade:
        lay(picture, setting.draw(shade, sharp=shade_sharp(setting)))
    if over:
        lay(picture, setting.draw(over, sharp=min(over_sharp, share)))
    pixels = setting.painted(picture, inside * 255)
    return setting.card(name, Role.GROUND, depth, pixels)


def _sharp(setting: Setting) -> float:
    width, height = setting.view.size
    return min(1.0, math.sqrt(MOST_PIXELS / (width * height)))


def shade_sharp(setting: Setting) -> float:
    """Sharpness for soft marks: at full size one blur filter took 2.3 of the 3.3 s of a 4K street's drawing."""
    return min(1.0, SHADE_COLUMNS / setting.view.size[0])


def grains(setting: Setting) -> tuple[Plane, Plane]:
    """The soft and the speckled noise of this scene's ground."""
    seed = setting.dice("ground").randrange(1 << 30)
    return noise(seed, octaves=4), noise(seed + 1, octaves=2, coarsest=128)


def _patch(setting: Setting, rows: int, columns: int) -> tuple[Patch, Mask]:
    view = setting.view
    x, y = view.grid(rows, columns)
    cos, sin, tan = math.cos(view.pitch), math.sin(view.pitch), math.tan(view.pitch)
    v = (y - np.float32(view.horizon)) / np.float32(view.focal) + np.float32(tan)
    down = np.maximum(v * np.float32(cos) - np.float32(sin), np.float32(4e-4))
    reach = np.float32(view.eye) / down
    z = reach * (np.float32(cos) + v * np.float32(sin))
    grain = z / np.float32(view.focal) * np.float32(view.bounds[2] / columns)
    inside = np.clip((y - view.horizon) / np.float32(view.bounds[3] / rows), 0, 1)
    tile, fine = grains(setting)
    across = reach * (x - np.float32(view.centre)) / np.float32(view.focal)
    return Patch(across, np.asarray(z, np.float32), np.asarray(grain, np.float32), tile, fine), np.asarray(
        inside, np.float32
    )


def _mirror(setting: Setting, picture: Plane, behind: tuple[Layer, ...], patch: Patch, shine: float) -> None:
    """Mix in what stands above the horizon, upside down, smeared downward and broken by the ground's own noise."""
    rows, columns = picture.shape[:2]
    # a quarter of the size: the image is smeared anyway
    small = (max(8, columns // 4), max(8, rows // 4))
    seen = np.zeros((small[1], small[0], 3), np.float32)
    for layer in behind:
        card = np.asarray(cv2.resize(layer.pixels, small, interpolation=cv2.INTER_AREA))
        share = card[..., 3:].astype(np.float32) / np.float32(255)
        seen += (card[..., :3] - seen) * share
    _, top, _, height = setting.view.bounds
    y = (np.arange(small[1], dtype=np.float32) + 0.5) / small[1] * height + top
    source = ((2 * setting.view.horizon - y) * 1.0 - top) / height * small[1]
    lines = np.repeat(np.clip(source, 0, small[1] - 1).astype(np.float32)[:, None], small[0], axis=1)
    across = np.repeat(np.arange(small[0], dtype=np.float32)[None], small[1], axis=0)
    flipped = cv2.remap(seen, across, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    flipped = cv2.GaussianBlur(flipped, (0, 0), sigmaX=1.2, sigmaY=small[1] / 28)
    flipped = cv2.resize(flipped, (columns, rows), interpolation=cv2.INTER_LINEAR)
    broken = np.clip(shine * (0.75 + patch.cloud(1.3, stretch=1.5) * 1.5 + patch.cloud(5.0) * 1.2), 0, 0.92)
    picture += (flipped - picture) * broken[..., None].astype(np.float32)


def lay(picture: Plane, lying: Rgba) -> None:
    """Put a drawing of any size over the picture, in place.

    It is stretched with its colours multiplied by alpha, so that edges stay clean.
    """
    rows, columns = picture.shape[:2]
    _, y, wide, high = cv2.boundingRect(np.ascontiguousarray(lying[..., 3]))
    if not wide:
        return
    weighed = premultiplied(lying)
    if weighed.shape[:2] != (rows, columns):
        weighed = np.asarray(cv2.resize(weighed, (columns, rows), interpolation=cv2.INTER_LINEAR), np.uint8)
    # only the rows that something lies on; one more of the small picture on both sides is mixed in by stretching
    top, bottom = (y - 1) * rows // lying.shape[0], -(-(y + high + 1) * rows // lying.shape[0])
    seen = slice(max(0, top), min(rows, bottom))
    ready = weighed[seen].astype(np.float32)
    picture[seen] *= 1 - ready[..., 3:] / np.float32(255)
    picture[seen] += ready[..., :3]


def _near_dark(setting: Setting, picture: Plane) -> None:
    """The ground falls off a little toward the bottom of the frame, which holds the eye in the picture."""
    rows = picture.shape[0]
    _, top, _, height = setting.view.bounds
    y = (np.arange(rows, dtype=np.float32) / rows * height + top) / setting.view.height
    picture *= (1 - np.float32(0.16) * smoothstep(0.72, 1.1, y))[:, None, None]
