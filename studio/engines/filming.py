"""The camera of an order before the local engine's scenes: stills, clips, and masters drawn in float."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from reklamai.media import colour, pictures
from reklamai.media.camera import clip as eight_bit
from reklamai.media.camera.beyond import seen_beyond
from reklamai.media.camera.deep import DeepFilm, Tone, coded, deep_still
from reklamai.media.camera.look import Look
from reklamai.media.camera.rig import lens_of
from reklamai.media.camera.shot import shot_of
from reklamai.media.camera.staging import Staged, staged
from reklamai.media.camera.stills import BEYOND, from_picture
from reklamai.media.cinema.model import Camerawork, Moving
from reklamai.media.ffmpeg import FramesWriter, frames_writer
from reklamai.media.masters.export import MasterFacts, described, export
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.stills import save_picture16
from reklamai.media.masters.writers import DeepWriter, frames_writer16
from reklamai.media.scene import grade
from reklamai.media.scene.grade import Leaning
from reklamai.media.scene.held import Held
from reklamai.media.sizes import SHORT_SIDE_PX, even
from reklamai.media.threads import one_thread
from reklamai.media.types import FloatPicture, Report
from reklamai.media.words import Move, Reading
from studio.engines.base import Job, JobReport, ResultFile
from studio.engines.wishes import Camera, coding_of, easing_of, marks, references_of, size_of, strength_of

MASTER_SHARE = 0.85
"""How much of the work is done when a master is still to be made of an 8-bit result."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was filmed."""

    path: Path
    notes: dict[str, Any]
    master: MasterFacts | None = None

    def files(self, job: Job) -> tuple[ResultFile, ...]:
        """The file for every screen first, then the master with what may be said of it."""
        main = ResultFile(self.path, marks(job))
        if self.master is None:
            return (main,)
        return main, ResultFile(self.master.path, marks(job) | {"part": "master", "master": self.master.as_json()})


def scene_for(
    job: Job,
    reading: Reading,
    camera: Camera,
    *,
    moves: Sequence[Move | Moving],
    held: Held,
    report: Report,
) -> Staged:
    """Layers to film: the start picture taken apart, or what the words say; as wide and as fine as the lens needs."""
    optics = camera.work.optics if camera.work else None
    size = size_of(job, camera.work)
    if job.start_frame is not None:
        report("scene", 0.1)
        lens = lens_of(optics, size=size) if optics else 1.0
        scene = from_picture(
            pictures.open_picture(job.start_frame), seed=job.seed, size=size, lens=lens,
            beyond=max(BEYOND, seen_beyond(lens)),
        )  # fmt: skip
        return Staged.of_picture(scene, lens)
    return staged(
        reading, size=size, seed=job.seed, optics=optics, moves=moves, strength=strength_of(job),
        seconds=float(job.parameters.get("duration", 1)), references=references_of(job), held=held,
        deep=camera.deep, report=report,
    )  # fmt: skip


def tone_of(look: Look, reading: Reading, leaning: Leaning) -> Tone | None:
    """The grade of a look for pixels of floats; None where it has none."""
    if look.lut is None:
        return None
    return lambda screen: grade.toned(screen, reading, leaning=leaning)


def still(job: Job, camera: Camera, scene: Staged, *, look: Look, tone: Tone | None, report: JobReport) -> Made:
    """One frame, always drawn in float: the file for screens is rounded off it, a deep master is not."""
    shot = shot_of(
        scene.scene, moves=(Move.STATIC,), seconds=1.0, fps=1, strength=0.0, easing="linear", seed=job.seed, look=look,
        camerawork=camera.work or Camerawork(), nearer=scene.nearer,
    )  # fmt: skip
    report("lens", 0.0)
    begun = time.monotonic()
    drawn = deep_still(shot, tone=tone, post=camera.post, seed=job.seed, report=report)
    path = job.workdir / f"draft.{job.parameters.get('output_format', 'png')}"
    pictures.save_picture(colour.to_bytes(drawn), path, text=marks(job))
    notes = {"camera": [*scene.notes], "render_s": round(time.monotonic() - begun, 2)}
    return Made(path, notes, _picture_master(job, camera, drawn, path, scene, report))


def _picture_master(
    job: Job, camera: Camera, drawn: FloatPicture, path: Path, scene: Staged, report: JobReport
) -> MasterFacts | None:
    size = drawn.shape[1], drawn.shape[0]
    if not camera.master:
        return None
    if not camera.deep or camera.enlarged_to:
        return export(path, camera.master, out_dir=job.workdir, size=enlarged(size, camera), report=report)
    master = job.workdir / f"master{FORMATS[camera.master].suffix}"
    save_picture16(drawn, master)
    return described(master, camera.master, source_bits=scene.bits, size=size)


def film(
    job: Job,
    camera: Camera,
    scene: Staged,
    *,
    moves: Sequence[Move | Moving],
    look: Look,
    tone: Tone | None,
    report: JobReport | Report,
) -> Made:
    """A clip: fast and in 8 bits, or in float where a deeper master is made of it."""
    if camera.deep and camera.master:
        return _deep_clip(job, camera, scene, moves=moves, look=look, tone=tone, report=report)

    def first(stage: str, share: float) -> None:
        report(stage, share * (MASTER_SHARE if camera.master else 1.0))

    made = eight_bit.render_clip(
        scene.scene, moves=moves, seconds=float(job.parameters["duration"]), fps=int(job.parameters.get("fps", 24)),
        strength=strength_of(job), easing=easing_of(job, camera.work), seed=job.seed, out=job.workdir / "draft.mp4",
        look=look, camerawork=camera.work, post=camera.post, nearer=scene.nearer, coding=coding_of(job), report=first,
    )  # fmt: skip
    notes = {"camera": [*scene.notes, *made.notes], "face_in_frame": made.face_in_frame}
    if not camera.master:
        return Made(made.path, notes)
    size = enlarged(made.size, camera)
    return Made(made.path, notes, export(made.path, camera.master, out_dir=job.workdir, size=size, report=report))


def _deep_clip(
    job: Job,
    camera: Camera,
    scene: Staged,
    *,
    moves: Sequence[Move | Moving],
    look: Look,
    tone: Tone | None,
    report: JobReport | Report,
) -> Made:
    fps = Fraction(int(job.parameters.get("fps", 24)))
    shot = shot_of(
        scene.scene, moves=moves, seconds=float(job.parameters["duration"]), fps=fps, strength=strength_of(job),
        easing=easing_of(job, camera.work), seed=job.seed, look=look, camerawork=camera.work or Camerawork(),
        nearer=scene.nearer,
    )  # fmt: skip
    reel = DeepFilm(shot, tone=tone, post=camera.post, seed=job.seed, report=report)
    path, master = job.workdir / "draft.mp4", job.workdir / f"master{FORMATS[camera.master].suffix}"
    begun = time.monotonic()
    with one_thread(), _both(path, master, camera.master, reel, fps) as (small, large):
        for index in range(reel.frames):
            frame, blank = reel.frame(index), small.blank()
            coded(frame, blank)
            small.write(blank)
            large.write(frame)
            report("frames", (index + 1) / reel.frames)
    speed = reel.frames / max(1e-3, time.monotonic() - begun)
    notes = {
        "camera": [*scene.notes, *shot.fit.notes],
        "face_in_frame": shot.face_in_frame,
        "render_fps": round(speed, 2),
    }
    facts = described(
        master, camera.master, source_bits=scene.bits, size=reel.size, fps=fps, frames=reel.frames
    )  # fmt: skip
    return Made(path, notes, facts)


@contextmanager
def _both(
    path: Path, master: Path, format_: str, reel: DeepFilm, fps: Fraction
) -> Iterator[tuple[FramesWriter, DeepWriter]]:
    """The clip for every screen and the master of the same frames."""
    with (
        frames_writer(path, size=reel.size, fps=fps) as small,
        frames_writer16(master, format_, size=reel.size, fps=fps) as large,
    ):
        yield small, large


def enlarged(size: tuple[int, int], camera: Camera) -> tuple[int, int] | None:
    """The size of a master that is not as it was drawn; None for one that is."""
    if not camera.enlarged_to:
        return None
    factor = SHORT_SIDE_PX[camera.enlarged_to] / min(size)
    return even(size[0] * factor), even(size[1] * factor)
