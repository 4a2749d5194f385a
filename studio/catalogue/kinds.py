"""Which kind of work an order is: it follows from what is given to the model."""

from __future__ import annotations

from collections.abc import Collection

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, PICTURE_ROLES

USES: tuple[tuple[str, frozenset[str]], ...] = (
    ("inpaint", frozenset({"mask"})),
    ("lipsync", frozenset({"audio"})),
    ("motion_control", frozenset({"driving_video"})),
    ("keyframes", frozenset({"end_frame"})),
    ("image_to_video", frozenset({"start_frame"})),
    ("video_extend", frozenset({"source_video"})),
    ("video_to_video", frozenset({"source_video", "reference_videos"})),
    ("reference_to_video", frozenset({"reference_images", "reference_videos", "reference_audio"})),
    ("image_to_video", frozenset({"reference_images"})),
    ("character_image", frozenset({"character_reference"})),
    ("image_to_image", frozenset(PICTURE_ROLES)),
)
"""(kind, files of which any one makes an order of that kind), the most telling first."""
FROM_FILES = frozenset(kind for kind, _roles in USES)


def kind_of(entry: Entry, roles: Collection[str]) -> str:
    """The one of the entry's kinds that uses the most of the files given; roles: those that have a file."""
    for kind, used in USES:
        if kind in entry.kinds and used.intersection(roles):
            return kind
    return next((kind for kind in entry.kinds if kind not in FROM_FILES), entry.kind)


def roles_of(ask: Ask) -> set[str]:
    """The roles in which an ask names files."""
    return {reference.role for reference in ask.references} | {role for role in FRAMES if getattr(ask, role)}
