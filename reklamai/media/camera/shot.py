"""A scene, a camera and its way before it: all that is settled before the first frame is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reklamai.media.camera.beyond import before_lens, carried_on, reach_at_rest
from reklamai.media.camera.fit import Fit, face_inside, fitted
from reklamai.media.camera.focus import Focus
from reklamai.media.camera.look import Look
from reklamai.media.camera.makers import Track
from reklamai.media.camera.moves import trajectory
from reklamai.media.camera.plates import Filmed, grouped
from reklamai.media.camera.rig import rig_for, seen
from reklamai.media.camera.stand import grounded
from reklamai.media.cinema.model import Camerawork, Moving, Points
from reklamai.media.cinema.ramps import time_map
from reklamai.media.scene.model import Scene
from reklamai.media.words.reading import Move


@dataclass(frozen=True, slots=True)
class Shot:
    """What is filmed, and how."""

    scene: Scene
    focus: Focus
    fit: Fit
    work: Camerawork
    face_in_frame: float
    """Share of frames that hold the whole face; 1 for a scene without one."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frames, both even."""
        return self.scene.size[0] // 2 * 2, self.scene.size[1] // 2 * 2

    @property
    def frames(self) -> int:
        return len(self.fit.way)

    def groups(self) -> list[list[Filmed]]:
        """Layers that move as one, together, from the farthest to the nearest."""
        rig, fit = self.focus.rig, self.fit
        filmed = [Filmed(layer, seen(rig, fit.way, layer, enlarged=fit.enlarged)) for layer in self.scene.layers]
        return grouped(filmed, size=rig.size)


def shot_of(
    scene: Scene,
    *,
    moves: Sequence[Move | Moving],
    seconds: float,
    fps: Fraction | int,
    strength: float,
    easing: str,
    seed: int,
    look: Look,
    camerawork: Camerawork,
    nearer: float = 0.0,
) -> Shot:
    """The shot of a scene; arguments as of `clip.render_clip`. Raises: BadInput for a move that cannot be made."""
    scene = grounded(scene)
    rig = rig_for(scene, size=scene.size, optics=camerawork.optics, nearer=nearer, bars=_bars(scene.size, camerawork))
    scene = carried_on(scene, reach_at_rest(rig))
    way = trajectory(
        moves, seconds=seconds, fps=fps, strength=strength, easing=easing, seed=seed, distance=rig.away,
        moments=ramped(camerawork.ramp, round(seconds * Fraction(fps))), field=1 / rig.lens,
    )  # fmt: skip
    scene = before_lens(scene, rig, way)
    fit = fitted(rig, scene, way)
    inside = face_inside(rig, scene, fit.way, enlarged=fit.enlarged)
    return Shot(scene, Focus(rig, look, camerawork.optics), fit, camerawork, inside)


def _bars(size: tuple[int, int], work: Camerawork) -> float:
    """Share of the height that a mask blackens above, and again below."""
    return max(0.0, (1 - size[0] / size[1] / work.ratio) / 2) if work.bars and work.ratio else 0.0


def ramped(ramp: Points, frames: int) -> Track | None:
    """(frames,) 0..1: where along its moves a clip with a speed ramp is; None where the speed does not change."""
    return time_map(ramp, frames) / max(1, frames - 1) if ramp and frames > 1 else None
