"""The local engine: free drafts of pictures and clips, drawn from the words and the files of an order."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import MediaError
from reklamai.media import pictures, words
from reklamai.media.camera import clip, look
from reklamai.media.camera.from_picture import from_picture
from reklamai.media.scene import draft, grade
from reklamai.media.scene.model import Scene
from reklamai.media.sizes import pixel_size
from reklamai.media.types import Picture, Rgba
from reklamai.media.words import Move, Reading
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry

ENGINE_NAME = "ReklamAI Draft"
DEFAULT_MOVE = Move.DOLLY_IN


class Draft:
    """What pictures and clips have in common."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Everything that the entry lets through can be drawn."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; gettext knows it
        """The words go in as they are; the note counts those that nothing here draws."""
        reading = words.read(ask.prompt)
        unknown = [span.text for span in reading.unknown]
        sentence = ngettext(
            "The draft cannot draw this word: %(words)s.", "The draft cannot draw these words: %(words)s.", len(unknown)
        )
        notes = [sentence % {"words": ", ".join(unknown[:12])}] if unknown else []
        return sent_by_entry(ask, entry, notes=tuple(notes))

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


class DraftPicture(Draft):
    """Words and up to four pictures to one composed storyboard frame."""

    def run(self, job: Job, report: JobReport) -> Result:
        reading = words.read(job.prompt)
        size = pixel_size(job.parameters["aspect_ratio"], job.parameters["resolution"])
        picture = draft.draft_picture(reading, size=size, seed=job.seed, references=references_of(job), report=report)
        path = job.workdir / f"draft.{job.parameters.get('output_format', 'png')}"
        pictures.save_picture(picture, path, text=marks(job))
        return Result(files=(ResultFile(path, marks(job)),), seed=job.seed, notes=notes_of(reading))


class DraftClip(Draft):
    """Words or a start picture to a short clip of a camera moving past flat layers."""

    def run(self, job: Job, report: JobReport) -> Result:
        reading = words.read(job.prompt)
        moves = moves_of(job, reading)
        size = pixel_size(job.parameters["aspect_ratio"], job.parameters["resolution"])
        scene = self.scene(job, reading, size=size, moves=moves, report=report)
        path = job.workdir / "draft.mp4"
        made = clip.render_clip(
            scene,
            moves=moves,
            seconds=float(job.parameters["duration"]),
            fps=int(job.parameters.get("fps", 24)),
            strength=float(job.parameters.get("camera_strength", 0.5)),
            easing=job.parameters.get("camera_easing", "ease_in_out"),
            seed=job.seed,
            out=path,
            look=look_of(job, reading),
            report=lambda stage, share: report(stage, 0.2 + 0.8 * share),
        )
        notes = notes_of(reading) | {
            "moves": [move.value for move in moves],
            "camera": list(made.notes),
            "face_in_frame": made.face_in_frame,
        }
        return Result(files=(ResultFile(path, marks(job)),), seed=job.seed, notes=notes)

    def scene(
        self, job: Job, reading: Reading, *, size: tuple[int, int], moves: tuple[Move, ...], report: JobReport
    ) -> Scene:
        """Layers to move past: the start picture taken apart, or what the words say."""

        def first_part(stage: str, share: float) -> None:
            report(stage, 0.2 * share)

        if job.start_frame is not None:
            first_part("scene", 0.1)
            picture = fitted(pictures.open_picture(job.start_frame), size)
            return from_picture(picture, seed=job.seed)
        overscan = clip.needed_overscan(
            moves,
            strength=float(job.parameters.get("camera_strength", 0.5)),
            seconds=float(job.parameters["duration"]),
            size=size,
        )
        return draft.draft_scene(
            reading, size=size, seed=job.seed, references=references_of(job), overscan=overscan, report=first_part
        )


def references_of(job: Job) -> tuple[Picture | Rgba, ...]:
    return tuple(pictures.open_with_alpha(reference.path) for reference in job.references if reference.path)


def moves_of(job: Job, reading: Reading) -> tuple[Move, ...]:
    """The moves that were chosen; else those that the words ask for; else a slow dolly in."""
    chosen = tuple(Move(name) for name in job.parameters.get("camera_moves", ()))
    return chosen or reading.moves[:3] or (DEFAULT_MOVE,)


def look_of(job: Job, reading: Reading) -> look.Look:
    """ "clean" has no lens and no film; "film" has a soft background, a grade, a vignette and fine grain."""
    if job.parameters.get("look") == "clean":
        return look.Look.clean()
    soft = 0.7 if reading.shallow else 0.0 if reading.shallow is False else 0.35
    return look.Look(depth_of_field=soft, lut=grade.lut(reading), vignette=0.25, grain=1.5)


def fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The picture cut to the format about its middle and brought to the size."""
    width, height = size
    rows, columns = picture.shape[:2]
    if rows < 16 or columns < 16:
        raise MediaError(_("The start picture is too small."))
    scale = max(width / columns, height / rows)
    cut_columns, cut_rows = min(columns, round(width / scale)), min(rows, round(height / scale))
    left, top = (columns - cut_columns) // 2, (rows - cut_rows) // 2
    resized: Picture = pictures.resized(picture[top : top + cut_rows, left : left + cut_columns], size)
    return resized


def marks(job: Job) -> dict[str, Any]:
    """What the file says of itself: a draft is never taken for a model's work."""
    return {"engine": ENGINE_NAME, "draft": "yes", "seed": str(job.seed), "prompt": job.prompt}


def notes_of(reading: Reading) -> dict[str, Any]:
    """Which words were read as what, and which not; positions count characters of the prompt."""
    return {
        "understood": [asdict(span) for span in reading.understood],
        "unknown": [asdict(span) for span in reading.unknown],
    }
