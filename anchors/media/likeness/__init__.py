"""How far a result keeps to what it was given: face, clothes, light, place, product, each 0..100 or not measured."""

from anchors.media.likeness.clips import frames
from anchors.media.likeness.held import Held
from anchors.media.likeness.judge import SCORED, judge_frames, judge_picture
from anchors.media.likeness.model import NAMES, Judged, Level, Likeness, Name

__all__ = ["NAMES", "SCORED", "Held", "Judged", "Level", "Likeness", "Name", "frames", "judge_frames", "judge_picture"]
