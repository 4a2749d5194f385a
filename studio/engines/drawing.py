"""How the local engine draws: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reklamai.media import pictures, words
from reklamai.media.camera.moves import strengths
from reklamai.media.scene import compose, draft
from reklamai.media.scene.held import NOTHING
from reklamai.media.scene.leaning import leaning_to
from studio.engines import filming
from studio.engines.base import Job, JobReport, Result, ResultFile
from studio.engines.held import held_of
from studio.engines.wishes import camera_of, look_of, marks, moves_of, notes_of, references_of, size_of, strength_of

__all__ = ["clip", "picture"]

SCENE_SHARE = 0.2
"""How much of a clip's progress the drawing of its scene is; the rest is frames."""
SAMPLE = (192, 108)
"""Width and height at which the colours of a clip's scene are told."""


def picture(job: Job, report: JobReport) -> Result:
    """One composed frame from words and references. Raises MediaError, Cancelled."""
    if job.plan.get("camerawork") or job.plan.get("master"):  # a plan of words alone has put them into the prompt
        return _filmed_picture(job, report)
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
    camera = camera_of(job)
    moves = moves_of(job, reading, camera.work)
    # a start picture is the scene: nothing in it is put on or lit anew
    held = NOTHING if job.start_frame else held_of(job)

    def first_part(stage: str, share: float) -> None:
        report(stage, SCENE_SHARE * share)

    def rest(stage: str, share: float) -> None:
        report(stage, SCENE_SHARE + (1 - SCENE_SHARE) * share)

    staged = filming.scene_for(job, reading, camera, moves=moves, held=held, report=first_part)
    leaning = leaning_to(held, compose.lay(staged.scene.layers, size=SAMPLE))
    look = look_of(job, reading, camera.work, leaning=leaning)
    tone = filming.tone_of(look, reading, leaning)
    made = filming.film(job, camera, staged, moves=moves, look=look, tone=tone, report=rest)
    notes = (
        notes_of(reading, held) | made.notes | {"moves": [move.value for move in strengths(moves, strength_of(job))]}
    )
    if job.start_frame and any(reference.element for reference in job.references):
        notes["ignored"] = [_("The start picture is shown as it is: nothing that the order holds to is put into it.")]
    return Result(files=made.files(job), seed=job.seed, notes=notes, finished=bool(job.plan))


def _filmed_picture(job: Job, report: JobReport) -> Result:
    reading = words.read(job.prompt)
    camera, held = camera_of(job), held_of(job)
    staged = filming.scene_for(job, reading, camera, moves=(), held=held, report=report)
    leaning = leaning_to(held, compose.lay(staged.scene.layers, size=SAMPLE))
    look = look_of(job, reading, camera.work, leaning=leaning)
    tone = filming.tone_of(look, reading, leaning)
    made = filming.still(job, camera, staged, look=look, tone=tone, report=report)
    notes: dict[str, Any] = notes_of(reading, held) | made.notes
    return Result(files=made.files(job), seed=job.seed, notes=notes, finished=True)
