"""How the local engine draws: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reklamai.media import pictures, words
from reklamai.media.camera import clip as camera
from reklamai.media.camera.look import Look
from reklamai.media.camera.stills import from_picture
from reklamai.media.scene import compose, draft, grade
from reklamai.media.scene.grade import Leaning
from reklamai.media.scene.held import NOTHING, Held
from reklamai.media.scene.leaning import leaning_to
from reklamai.media.scene.model import Scene
from reklamai.media.sizes import pixel_size
from reklamai.media.types import Picture, Rgba
from reklamai.media.words import Move, Reading
from studio.engines.base import Job, JobReport, Result, ResultFile
from studio.engines.held import held_of

ENGINE_NAME = "ReklamAI Draft"
DEFAULT_MOVE = Move.DOLLY_IN
SCENE_SHARE = 0.2
"""How much of a clip's progress the drawing of its scene is; the rest is frames."""

SAMPLE = (192, 108)
"""Width and height at which the colours of a clip's scene are told."""


def picture(job: Job, report: JobReport) -> Result:
    """One composed frame from words and references. Raises MediaError, Cancelled."""
    reading = words.read(job.prompt)
    held = held_of(job)
    made = draft.draft_picture(
        reading, size=size_of(job), seed=job.seed, references=references_of(job), held=held, report=report
    )
    path = job.workdir / f"draft.{job.parameters.get('output_format', 'png')}"
    pictures.save_picture(made, path, text=marks(job))
    return Result(files=(ResultFile(path, marks(job)),), seed=job.seed, notes=notes_of(reading, held))


def clip(job: Job, report: JobReport) -> Result:
    """A camera moving past the start picture or the scene that the words say. Raises MediaError, Cancelled."""
    reading = words.read(job.prompt)
    moves = moves_of(job, reading)
    # a start picture is the scene: nothing in it is put on or lit anew
    held = NOTHING if job.start_frame else held_of(job)
    scene = scene_of(job, reading, moves=moves, held=held, report=report)
    path = job.workdir / "draft.mp4"
    made = camera.render_clip(
        scene,
        moves=moves,
        seconds=float(job.parameters["duration"]),
        fps=int(job.parameters.get("fps", 24)),
        strength=strength_of(job),
        easing=job.parameters.get("camera_easing", "ease_in_out"),
        seed=job.seed,
        out=path,
        look=look_of(job, reading, leaning=leaning_to(held, compose.lay(scene.layers, size=SAMPLE))),
        report=lambda stage, share: report(stage, SCENE_SHARE + (1 - SCENE_SHARE) * share),
    )
    notes = notes_of(reading, held) | {
        "moves": [move.value for move in moves],
        "camera": list(made.notes),
        "face_in_frame": made.face_in_frame,
    }
    if job.start_frame and any(reference.element for reference in job.references):
        notes["ignored"] = [_("The start picture is shown as it is: nothing that the order holds to is put into it.")]
    return Result(files=(ResultFile(path, marks(job)),), seed=job.seed, notes=notes)


def scene_of(job: Job, reading: Reading, *, moves: tuple[Move, ...], held: Held, report: JobReport) -> Scene:
    """Layers to move past: the start picture taken apart, or what the words say."""

    def first_part(stage: str, share: float) -> None:
        report(stage, SCENE_SHARE * share)

    size = size_of(job)
    if job.start_frame is not None:
        first_part("scene", 0.1)
        return from_picture(pictures.open_picture(job.start_frame), seed=job.seed, size=size)
    seconds = float(job.parameters["duration"])
    overscan = camera.needed_overscan(moves, strength=strength_of(job), seconds=seconds, size=size)
    return draft.draft_scene(
        reading, size=size, seed=job.seed, references=references_of(job), overscan=overscan, held=held,
        report=first_part,
    )  # fmt: skip


def size_of(job: Job) -> tuple[int, int]:
    return pixel_size(job.parameters["aspect_ratio"], job.parameters["resolution"])


def strength_of(job: Job) -> float:
    return float(job.parameters.get("camera_strength", 0.5))


def references_of(job: Job) -> tuple[Picture | Rgba, ...]:
    plain = (reference.path for reference in job.references if reference.path and not reference.element)
    return tuple(pictures.open_with_alpha(path) for path in plain)


def moves_of(job: Job, reading: Reading) -> tuple[Move, ...]:
    """The moves that were chosen; else those that the words ask for; else a slow dolly in."""
    chosen = tuple(Move(name) for name in job.parameters.get("camera_moves", ()))
    return chosen or reading.moves[:3] or (DEFAULT_MOVE,)


def look_of(job: Job, reading: Reading, *, leaning: Leaning) -> Look:
    """ "clean" has no lens and no film; "film" has a soft background, a grade, a vignette and fine grain."""
    if job.parameters.get("look") == "clean":
        return Look.clean()
    soft = 0.7 if reading.shallow else 0.0 if reading.shallow is False else 0.35
    return Look(depth_of_field=soft, lut=grade.lut(reading, leaning=leaning), vignette=0.25, grain=1.5)


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
