"""A scene filmed by a moving camera: frames, sound-less MP4, and what was done to make it fit."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from reklamai.media.camera.compositor import Compositor, over
from reklamai.media.camera.fit import Fit, needed_overscan
from reklamai.media.camera.look import GRAIN_TILE, Grade, Look, grain_tiles, shade
from reklamai.media.camera.plates import Plate, plate_for, plate_of
from reklamai.media.camera.shot import Shot, shot_of
from reklamai.media.cinema.model import Camerawork, Moving
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.finish.frames import FrameFinish
from reklamai.media.i420 import planes
from reklamai.media.scene.model import Scene
from reklamai.media.threads import one_thread
from reklamai.media.types import AnyArray, Report, quiet
from reklamai.media.words.reading import Move

__all__ = ["QUICK", "USUAL", "ClipFacts", "Coding", "Film", "needed_overscan", "render_clip"]

TOLD_EVERY = 0.1
"""Seconds between two reports."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How a clip is written."""

    preset: str = "veryfast"
    crf: int = 18
    key_every_s: float = 2.0
    """Seconds between two key frames, at most."""


USUAL = Coding()
# Of five seconds of 1080p, clean (x264, November 2026): 1.7 s of processor instead of 2.8, 54 dB or more all the same,
# and twice the bytes. After a crossfade a clip is copied from its next key frame on: soon, with one each half second.
QUICK = Coding(preset="superfast", crf=20, key_every_s=0.5)


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What a clip is and what was done to make its move fit the scene."""

    path: Path
    size: tuple[int, int]
    """Width and height, pixels."""
    fps: Fraction
    frames: int
    face_in_frame: float
    """Share of frames that hold the whole face; 1 for a scene without one."""
    notes: tuple[str, ...]
    """Of `Fit`: "travel:0.72", "enlarged:1.10", "arrives"."""

    @property
    def seconds(self) -> float:
        return float(self.frames / self.fps)


def render_clip(
    scene: Scene,
    *,
    moves: Sequence[Move | Moving],
    seconds: float,
    fps: Fraction | int,
    strength: float = 0.5,
    easing: str = "ease_in_out",
    seed: int,
    out: Path,
    look: Look,
    camerawork: Camerawork | None = None,
    post: Collection[str] = (),
    nearer: float = 0.0,
    coding: Coding = USUAL,
    report: Report = quiet,
) -> ClipFacts:
    """Film a scene into an H.264 MP4 at `out`, at the scene's size (an odd row or column is left off).

    moves: up to nine at once; strength 0..1; easing: linear, ease_in, ease_out or ease_in_out; seed: of tremor and
    grain: the same input gives the same frames. camerawork: body and lens and speed ramp; its moves are
    the caller's to give as `moves`. post: of `cinema.model.POST`, what of it is put on finished frames, in the same
    pass. nearer: metres that the camera stands nearer than the scene was drawn for. coding: how it is written.
    `report("frames", share)` is called several times a second; when it raises, ffmpeg is stopped and nothing is left
    at `out`.
    Raises: BadInput for a move that cannot be made; MediaError if ffmpeg fails.
    """
    with one_thread():
        report("frames", 0.0)
        film = Film(
            scene, moves=moves, seconds=seconds, fps=fps, strength=strength, easing=easing, seed=seed, look=look,
            camerawork=camerawork, post=post, nearer=nearer, report=report,
        )  # fmt: skip
        told = time.monotonic()
        with frames_writer(
            out, size=film.size, fps=fps, crf=coding.crf, preset=coding.preset, key_every_s=coding.key_every_s
        ) as writer:
            for index in range(film.frames):
                frame = writer.blank()
                film.draw(index, frame)
                writer.write(frame)
                if time.monotonic() - told >= TOLD_EVERY:
                    report("frames", (index + 1) / film.frames)
                    told = time.monotonic()
            report("frames", 1.0)
    return ClipFacts(out, film.size, Fraction(fps), film.frames, film.face_in_frame, film.fit.notes)


class Film:
    """The frames of a clip, drawn one after another."""

    def __init__(
        self,
        scene: Scene,
        *,
        moves: Sequence[Move | Moving],
        seconds: float,
        fps: Fraction | int,
        strength: float = 0.5,
        easing: str = "ease_in_out",
        seed: int,
        look: Look,
        camerawork: Camerawork | None = None,
        post: Collection[str] = (),
        nearer: float = 0.0,
        report: Report = quiet,
    ) -> None:
        shot = shot_of(
            scene, moves=moves, seconds=seconds, fps=fps, strength=strength, easing=easing, seed=seed, look=look,
            camerawork=camerawork or Camerawork(), nearer=nearer,
        )  # fmt: skip
        self.size, self.frames = shot.size, shot.frames
        self.fit: Fit = shot.fit
        self.face_in_frame = shot.face_in_frame
        self._compositor = Compositor(_plates(shot, report), size=self.size)
        self._finish = _Finish(shot.scene, self.size, look, seed=seed)
        self._post = FrameFinish(shot.work, tuple(post), size=self.size, fps=fps, seed=seed)
        self._drawn: AnyArray = np.empty((self.size[1] * 3 // 2, self.size[0]), np.uint8)
        self._last = -1

    def draw(self, index: int, frame: AnyArray) -> None:
        """Draw frame `index` into `frame`, (H * 3 / 2, W) uint8 I420, BT.709 limited range."""
        if self._last < 0 or not self._compositor.same(self._last, index):
            self._compositor.draw(index, self._drawn)
        self._last = index
        np.copyto(frame, self._drawn)
        self._finish.apply(index, frame)
        self._post.apply(index, frame)


class _Finish:
    """What is added to a finished frame: vignette and flare over all planes, grain on luma alone."""

    def __init__(self, scene: Scene, size: tuple[int, int], look: Look, *, seed: int) -> None:
        self._seed = seed
        self._grain = grain_tiles(size, look.grain, seed=seed) if look.grain else None
        self._veil = _veil(scene, size, look) if look.vignette or look.flare else None

    def apply(self, index: int, frame: AnyArray) -> None:
        y, u, v = planes(frame)
        if self._veil:
            clear, clear_half, *added = self._veil
            over(y, added[0], clear)
            over(u, added[1], clear_half)
            over(v, added[2], clear_half)
        if self._grain:
            x, down = np.random.default_rng((self._seed, index)).integers(0, GRAIN_TILE, 2)
            window = np.s_[down : down + y.shape[0], x : x + y.shape[1]]
            cv2.add(y, self._grain[0][window], dst=y)
            cv2.subtract(y, self._grain[1][window], dst=y)


def _veil(scene: Scene, size: tuple[int, int], look: Look) -> tuple[AnyArray, ...] | None:
    """Vignette and flare as what is left of luma and chroma, and what is added to Y, U, V; None if nothing."""
    plate = plate_of(shade(size, look, light=scene.light, face=scene.face_box), np.eye(3)[None])
    if plate is None or plate.clear is None:
        return None
    u, v, clear_half = (np.ascontiguousarray(plate.colour[..., i]) for i in range(3))
    return plate.clear, clear_half, plate.y, u, v


def _plates(shot: Shot, report: Report) -> list[Plate]:
    lut = shot.focus.look.lut
    grade = Grade(lut) if lut is not None else None
    plates: list[Plate] = []
    for group in shot.groups():
        report("frames", 0.0)
        plate = plate_for(group, shot.focus, grade, base=not plates)
        plates += [plate] if plate else []
    return plates
