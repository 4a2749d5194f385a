"""The live view: a plate through a virtual camera, drawn where it is asked for, within a few tenths of a second.

It is drawn in the web process, and not by a worker: a queue's round trip alone would be felt in every slider. Only
files that we have written ourselves are opened here, and nothing but numpy and OpenCV is loaded for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import Busy, Conflict
from studio import storage
from video.camera import settings_of
from video.models import Plate, PlateStatus
from video.resolving import resolved
from video.selectors.vocabulary import vocabulary

if TYPE_CHECKING:
    from reklamai.media.cinema.live import Facts
    from reklamai.media.cinema.model import Camerawork
    from reklamai.media.cinema.plate import FramePlate

WIDTHS = (480, 960, 1280)
AT_ONCE = 2
PATIENCE_S = 3.0
QUALITY = 86
WIDEST = 5.0
"""Width by height that is still a picture."""
_turns = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Preview:
    """One drawn frame."""

    content: bytes
    """WebP."""
    size: tuple[int, int]
    facts: Facts
    """Angles, near and far focus, equivalent focal length."""


def camerawork_of(camera: Any, *, ratio: float | None = None) -> Camerawork:
    """The numbers of a camera as it is asked for; ratio: of the order, where the camera has none. Raises AskInvalid."""
    words = vocabulary()
    found = resolved(settings_of(camera, vocabulary=words), words)
    return replace(found, ratio=ratio) if found.ratio is None and ratio and WIDEST > ratio > 1 / WIDEST else found


def preview(plate: Plate, camerawork: Camerawork, *, width: int, ungraded: bool = False) -> Preview:
    """The plate through this camera, at most `width` pixels wide.

    Raises Conflict while the plate is not ready, Busy when too many look at once.
    """
    from reklamai.media.cinema import live

    if plate.status != PlateStatus.READY:
        raise Conflict(_("The depth of this picture is still being read."))
    with turn():
        read = plate_of(plate.pk, str(plate.picture), str(plate.depth), plate.facts["subject_m"], box_of(plate))
        made, facts = live.shown(read, camerawork, width=width, ungraded=ungraded)
        return Preview(live.packed(made, quality=QUALITY), (made.shape[1], made.shape[0]), facts)


def box_of(plate: Plate) -> tuple[float, float, float, float] | None:
    face = plate.facts.get("face")
    return (face[0], face[1], face[2], face[3]) if face else None


@contextmanager
def turn() -> Iterator[None]:
    """One of the few that draw at once: a slider in every tab must not take the pages their processors."""
    if not _turns.acquire(timeout=PATIENCE_S):
        raise Busy(_("Many look through the camera right now. Try again in a moment."))
    try:
        yield
    finally:
        _turns.release()


@lru_cache(maxsize=6)
def plate_of(
    pk: UUID, picture: str, depth: str, subject_m: float, face: tuple[float, float, float, float] | None
) -> FramePlate:
    """The plate in memory: 7 MB each. Its files never change under their names."""
    from reklamai.media.cinema import plate

    del pk  # part of the key alone
    with TemporaryDirectory() as folder:
        into = Path(folder)
        return plate.load(
            storage.local_copy(picture, into=into), storage.local_copy(depth, into=into), subject_m=subject_m, face=face
        )
