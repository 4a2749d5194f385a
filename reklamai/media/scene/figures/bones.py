"""Where the joints of a posed body are, in drawing units: x right, y down, the ground at y = 0."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from reklamai.media.scene.figures.build import Build
from reklamai.media.scene.figures.poses import Stance
from reklamai.media.scene.things.ink import Point

Pair = tuple[Point, Point]
"""The picture-left one and the picture-right one."""


@dataclass(frozen=True, slots=True)
class Bones:
    """Joints of one body; pairs are picture left, picture right. Angles in degrees, clockwise positive."""

    build: Build
    stance: Stance
    root: Point
    """Middle of the hips."""
    pit: Point
    """Middle of the line of the shoulders."""
    head: Point
    shoulders: Pair
    elbows: Pair
    wrists: Pair
    hips: Pair
    knees: Pair
    ankles: Pair

    @property
    def narrow(self) -> float:
        """How much of its width the turned trunk still shows."""
        return math.cos(math.radians(self.stance.turn))

    def along(self, share: float, across: float) -> Point:
        """Point of the trunk: `share` 0 at the hips, 1 at the shoulders; `across` units to the right of its middle."""
        stance = self.stance
        inside = max(0.0, min(1.0, share))
        tilt = math.radians(stance.hip_tilt + (stance.shoulder_tilt - stance.hip_tilt) * inside)
        x = self.root[0] + (self.pit[0] - self.root[0]) * inside + stance.sway * math.sin(math.pi * inside)
        y = self.root[1] + (self.pit[1] - self.root[1]) * share
        return x + across * math.cos(tilt), y + across * math.sin(tilt)

    def front(self, share: float, across: float) -> Point:
        """Point of the front of the trunk, `across` from its middle line, which a turn moves aside."""
        moved = math.sin(math.radians(self.stance.turn)) * self.build.chest * 0.42
        return self.along(share, across * max(self.narrow, 0.74) + moved)

    def legs_at(self, y: float) -> tuple[float, float]:
        """Leftmost and rightmost x of the legs at height y."""
        xs = [self.root[0]]
        for hip, knee, ankle in zip(self.hips, self.knees, self.ankles, strict=True):
            for start, end, wide in ((hip, knee, self.build.thigh * 0.9), (knee, ankle, self.build.calf)):
                low, high = sorted((start[1], end[1]))
                if low <= y <= high and high > low:
                    x = start[0] + (end[0] - start[0]) * (y - start[1]) / (end[1] - start[1])
                    slant = max(0.5, (high - low) / math.dist(start, end))
                    xs += [x - wide / slant, x + wide / slant]
        return min(xs), max(xs)


def step(start: Point, angle: float, length: float) -> Point:
    """The end of a bone; angle in degrees, 0 straight down, 90 to picture right."""
    turn = math.radians(angle)
    return start[0] + math.sin(turn) * length, start[1] + math.cos(turn) * length


def pose_bones(build: Build, stance: Stance) -> Bones:
    """Joints of this body in this stance, standing on the ground."""
    height = build.height
    shoulder_rise = height * (1 - build.hip_level) - 100 - build.neck_drop
    narrow = math.cos(math.radians(stance.turn))
    root = (0.0, -height * build.hip_level)
    pit = (root[0] + math.sin(math.radians(stance.lean)) * shoulder_rise,
           root[1] - math.cos(math.radians(stance.lean)) * shoulder_rise)  # fmt: skip
    shoulders = _pair(pit, build.shoulder * narrow, stance.shoulder_tilt)
    hips = _pair(root, build.joint * max(narrow, 0.55), stance.hip_tilt)
    knee_length, shin_length = height * (build.hip_level - 0.275), height * 0.23
    arm, fore = height * 0.182, height * 0.15
    elbows = _chain(shoulders, [limb[:2] for limb in stance.arms], arm)
    knees = _chain(hips, [limb[:2] for limb in stance.legs], knee_length)
    base = (pit[0], pit[1] - 8)
    neck = build.neck_drop - 8 + 50
    tilt = math.radians(stance.lean * 0.6 + stance.head_tilt)
    bones = Bones(
        build=build, stance=stance, root=root, pit=pit, shoulders=shoulders, hips=hips, elbows=elbows, knees=knees,
        head=(base[0] + math.sin(tilt) * neck, base[1] - math.cos(tilt) * neck),
        wrists=_chain(elbows, [limb[2:] for limb in stance.arms], fore),
        ankles=_chain(knees, [limb[2:] for limb in stance.legs], shin_length),
    )  # fmt: skip
    return _grounded(bones)


def _pair(middle: Point, half: float, tilt: float) -> Pair:
    turn = math.radians(tilt)
    x, y = math.cos(turn) * half, math.sin(turn) * half
    return (middle[0] - x, middle[1] - y), (middle[0] + x, middle[1] + y)


def _chain(starts: Pair, limbs: list[tuple[float, ...]], length: float) -> Pair:
    left, right = (step(start, limb[0], limb[1] * length) for start, limb in zip(starts, limbs, strict=True))
    return left, right


def _grounded(bones: Bones) -> Bones:
    """The same body with its lowest ankle a foot's height over the ground."""
    drop = -bones.build.height * 0.045 - max(ankle[1] for ankle in bones.ankles) - bones.stance.lift

    def down(point: Point) -> Point:
        return point[0], point[1] + drop

    def both(pair: Pair) -> Pair:
        return down(pair[0]), down(pair[1])

    return replace(
        bones, root=down(bones.root), pit=down(bones.pit), head=down(bones.head), shoulders=both(bones.shoulders),
        elbows=both(bones.elbows), wrists=both(bones.wrists), hips=both(bones.hips), knees=both(bones.knees),
        ankles=both(bones.ankles),
    )  # fmt: skip
