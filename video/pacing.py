"""How many pictures a clip between two frames has, and how long each is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

FPS: Final = 24
SECONDS: Final = 2
"""Of a clip for which neither a length nor a number of pictures was named."""
COST_S: Final = {"720p": 0.5, "1080p": 1.1, "2k": 2.0, "4k": 4.5}
"""Seconds that one picture takes in the best mode, at most; a fast one takes a third."""
LONGEST_S: Final = 1200
"""Of work that is taken on: two thirds of the time after which an order is ended."""


@dataclass(frozen=True, slots=True)
class Pace:
    """frames: of the clip, with both ends. distinct: pictures among them that differ, with both ends."""

    frames: int
    distinct: int
    fps: int
    cost_s: float = 0.0

    @property
    def seconds(self) -> float:
        return self.frames / self.fps

    @property
    def holds(self) -> bool:
        """Whether some picture is seen for more than one frame."""
        return self.distinct < self.frames

    @property
    def is_too_much(self) -> bool:
        return self.cost_s * self.distinct > LONGEST_S

    def picture_at(self, frame: int) -> int:
        """Which of the distinct pictures, 0 .. distinct - 1, frame 0 .. frames - 1 shows."""
        return frame * self.distinct // self.frames


def pace_of(parameters: Mapping[str, Any]) -> Pace:
    """What the settings of an order come to.

    A length alone: every frame is a picture of its own. A number of pictures between the two alone: the length follows
    from it, one frame each. Both: the pictures are spread over the length, each held for as long as the others.
    """
    fps = int(parameters.get("fps") or FPS)
    count, seconds = parameters.get("num_intermediate_frames"), parameters.get("duration")
    frames = round((seconds or SECONDS) * fps) if seconds or not count else int(count) + 2
    distinct = int(count) + 2 if count else frames
    each = COST_S[parameters.get("resolution") or "1080p"] / (1 if parameters.get("mode", "best") == "best" else 3)
    return Pace(frames, distinct, fps, each)
