"""What an order of the local engine asks for, read off its job; and what is told with the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reklamai.media import pictures
from reklamai.media.camera.clip import QUICK, USUAL, Coding
from reklamai.media.camera.look import Look
from reklamai.media.cinema.model import Camerawork, Moving, camerawork_of
from reklamai.media.scene import grade
from reklamai.media.scene.grade import Leaning
from reklamai.media.scene.held import Held
from reklamai.media.sizes import pixel_size
from reklamai.media.types import Picture, Rgba
from reklamai.media.words import Move, Reading
from studio.engines.base import Job

ENGINE_NAME = "ReklamAI Draft"
DEFAULT_MOVE = Move.DOLLY_IN
SKETCH = "sketch"
"""The look of clips that an animatic is made of: clean, and written quickly."""
IN_THE_WAY = frozenset({"crop_move", "speed_ramp"})
"""Post work that our own camera has in its way past the scene."""


@dataclass(frozen=True, slots=True)
class Camera:
    """The virtual camera and the master of a job; both absent for most."""

    work: Camerawork | None = None
    post: tuple[str, ...] = ()
    """Of `cinema.model.POST`, what is put on frames as they are drawn."""
    master: str = ""
    """A key of `masters.formats.FORMATS`."""
    enlarged_to: str = ""
    """As `sizes.SHORT_SIDE_PX`; "" for the size that is drawn."""
    deep: bool = False
    """Whether it is drawn in float."""


def camera_of(job: Job) -> Camera:
    """What the plan of a job says."""
    work = camerawork_of(job.plan["camerawork"]) if job.plan.get("camerawork") else None
    post = tuple(name for name in job.plan.get("post", ()) if name not in IN_THE_WAY)
    if work and work.ratio and not work.bars:  # the frame itself has the ratio
        post = tuple(name for name in post if name != "mask")
    master = job.plan.get("master") or {}
    return Camera(work, post, master.get("format", ""), master.get("resolution", ""), bool(master.get("deep")))


def size_of(job: Job, work: Camerawork | None = None) -> tuple[int, int]:
    """Width and height of the frame: as the camera is cut, else as the order's format has it."""
    own = work is not None and work.ratio is not None and not work.bars
    ratio = f"{work.ratio}:1" if own and work else job.parameters["aspect_ratio"]
    return pixel_size(ratio, job.parameters["resolution"])


def strength_of(job: Job) -> float:
    return float(job.parameters.get("camera_strength", 0.5))


def easing_of(job: Job, work: Camerawork | None) -> str:
    return work.easing if work and work.moves else str(job.parameters.get("camera_easing", "ease_in_out"))


def coding_of(job: Job) -> Coding:
    """A sketch is looked at once or twice, and joined to others: it is written quickly."""
    return QUICK if job.parameters.get("look") == SKETCH else USUAL


def references_of(job: Job) -> tuple[Picture | Rgba, ...]:
    plain = (reference.path for reference in job.references if reference.path and not reference.element)
    return tuple(pictures.open_with_alpha(path) for path in plain)


def moves_of(job: Job, reading: Reading, work: Camerawork | None = None) -> tuple[Move | Moving, ...]:
    """The moves of the camera, or those that were chosen; else those that the words ask for; else a slow dolly in."""
    if work and work.moves:
        return work.moves
    chosen = tuple(Move(name) for name in job.parameters.get("camera_moves", ()))
    return chosen or reading.moves[:3] or (DEFAULT_MOVE,)


def look_of(job: Job, reading: Reading, work: Camerawork | None, *, leaning: Leaning) -> Look:
    """ "clean" and "sketch" have no lens and no film; "film" has a soft background, a grade, a vignette and fine grain.

    Grain, vignette and flare are the camera's where there is one, and its colours go before those of the words.
    """
    if job.parameters.get("look") in ("clean", SKETCH):
        return Look.clean()
    soft = 0.7 if reading.shallow else 0.0 if reading.shallow is False else 0.35
    look = Look(depth_of_field=soft, lut=grade.lut(reading, leaning=leaning), vignette=0.25, grain=1.5)
    if work is None:
        return look
    return replace(look, vignette=0.0, grain=0.0, lut=None if work.profile else look.lut)


def marks(job: Job) -> dict[str, Any]:
    """What the file says of itself: a draft is never taken for a model's work."""
    return {"engine": ENGINE_NAME, "draft": "yes", "seed": str(job.seed), "prompt": job.prompt}


def notes_of(reading: Reading, held: Held) -> dict[str, Any]:
    """Which words were read as what, and which not (positions count characters of the prompt); what was held to."""
    return {
        "understood": [[span.start, span.end, span.concept] for span in reading.understood],
        "unknown": [[span.start, span.end] for span in reading.unknown],
        "held": [note.removeprefix("held:") for note in held.notes],
    }
