"""How sharp each layer is: by real discs of a body and lens, else as soft as the look wants it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reklamai.media.camera.look import Look, blur_radius, blurred
from reklamai.media.camera.rig import Rig
from reklamai.media.cinema.defocus import SHARP_PX, defocused
from reklamai.media.cinema.iris import iris_of
from reklamai.media.cinema.model import Optics
from reklamai.media.cinema.thinlens import blur_gain, for_subject, lean, window_of
from reklamai.media.colour import to_linear, to_screen
from reklamai.media.scene.model import Layer, Role
from reklamai.media.types import AnyArray, Plane

LARGEST = 0.08
"""Radius of the largest disc, share of the frame's longer side: 85 mm at f/1.2 reaches half of it."""

SWIRLED = 1.4
"""Longest a swirling lens draws a disc."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What the camera of a clip makes of layers at different depths."""

    rig: Rig
    look: Look
    optics: Optics | None = None

    def applied(self, drawn: AnyArray, layer: Layer, *, rows: Plane, density: float) -> AnyArray:
        """Premultiplied pixels (H, W, 4), uint8 or float32 of 0..255, as far out of focus as the layer is.

        rows: (H,) where they lie, rows of the frame at rest; density: of these pixels for each pixel of that frame.
        """
        if self.optics is not None:
            return self._by_lens(drawn, self.radius_px(layer, rows) * density)
        sharp = not self.look.depth_of_field or (layer.role is Role.SUBJECT and layer.depth == self.rig.distance)
        return drawn if sharp else self._by_look(drawn, layer, rows, density)

    def radius_px(self, layer: Layer, rows: Plane) -> Plane:
        """(H,) radius of the disc in each row of a layer, pixels of the frame at rest as the habitual lens sees it."""
        if self.optics is None:
            raise ValueError("no lens, no discs")
        rig = self.rig
        optics = for_subject(self.optics, rig.away)
        focus = optics.focus_m or rig.away
        px_per_mm = rig.size[0] / window_of(optics, ratio=rig.size[0] / rig.size[1]).width_mm
        depth = self._depths(layer, rows) + rig.back
        shown = rig.shown((0, 0))[1] + rig.lens * rows
        plane = 1 / focus + lean(optics) * (rig.middle[1] - shown) / px_per_mm
        radius = blur_gain(optics, focus) * np.abs(plane - 1 / depth) / 2 * px_per_mm
        return np.asarray(np.minimum(radius, LARGEST * max(rig.size)) / rig.lens, np.float32)

    def spread_px(self, layer: Layer) -> float:
        """How far a layer's light reaches beyond its own end, pixels as of `radius_px`; 0 without a lens."""
        if self.optics is None:
            return 0.0
        rows = np.array([0.0, self.rig.horizon + 1, self.rig.size[1]], np.float32)
        return SWIRLED * float(self.radius_px(layer, rows).max())

    def _depths(self, layer: Layer, rows: Plane) -> AnyArray:
        if layer.role is Role.GROUND and self.rig.ground:
            return self.rig.ground / (rows - self.rig.horizon).clip(1)
        return np.full(len(rows), layer.depth)

    def _by_lens(self, drawn: AnyArray, radius: Plane) -> AnyArray:
        if float(radius.max()) < SHARP_PX or self.optics is None:
            return drawn
        share = drawn[..., 3:].astype(np.float32) / 255
        # discs are light: spread in linear values, or a lamp that is out of focus turns grey
        colours = to_linear(np.clip(drawn[..., :3] / np.maximum(drawn[..., 3:], 1e-3), 0, 1).astype(np.float32))
        wide = np.broadcast_to(radius[:, None], drawn.shape[:2])
        soft = defocused(np.dstack([colours * share, share]), np.ascontiguousarray(wide), iris_of(self.optics))
        alpha = np.clip(soft[..., 3:], 0, 1)
        screen = to_screen(np.clip(soft[..., :3] / np.maximum(alpha, 1e-4), 0, 1).astype(np.float32))
        made = np.dstack([screen * alpha, alpha]) * np.float32(255)
        return np.asarray(made if drawn.dtype == np.float32 else made + 0.5, drawn.dtype)

    def _by_look(self, drawn: AnyArray, layer: Layer, rows: Plane, density: float) -> AnyArray:
        longest = max(self.rig.size) * density
        distance = self.rig.distance
        if layer.role is not Role.GROUND or not self.rig.ground:
            return blurred(drawn, blur_radius(self.look, depth=layer.depth, distance=distance, longest_px=longest))
        radii = np.array([
            blur_radius(self.look, depth=float(depth), distance=distance, longest_px=longest)
            for depth in self._depths(layer, rows)
        ])  # fmt: skip
        most = float(radii.max())
        soft = blurred(drawn, most)
        if most < 0.6:
            return soft
        share = (radii / most).astype(np.float32)[:, None, None]
        mixed = drawn + (soft.astype(np.float32) - drawn) * share
        return np.asarray(mixed if drawn.dtype == np.float32 else mixed + 0.5, drawn.dtype)
