"""The sound of a film: copied where it can be, made anew where it cannot, in step with the pictures either way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode
from reklamai.media.film.facts import Clip, Track, tracks_of
from reklamai.media.film.model import DIPS, Join
from reklamai.media.film.splice import FRAME, Sounding, Strip
from reklamai.media.types import AnyArray, Report

RATE: Final = 48_000
SLOWEST: Final = 32_000
"""Hz: below it a packet is so long that sound on a grid of whole packets would be out of step."""
LAYOUTS: Final = {"mono": 1, "stereo": 2}
CHANNELS: Final = 2
BYTES: Final = 2 * CHANNELS
BITRATE: Final = "192k"
LEAD: Final = 3 * FRAME
"""Samples that an encoder may put before the first one that is heard."""


def laid(
    clips: Sequence[Clip], joins: Sequence[Join], begins: Sequence[int], fps: Fraction, folder: Path, *,
    copying: bool, report: Report,
) -> list[Sounding]:  # fmt: skip
    """The sound of a film as stretches of AAC; none if no clip has any. What has to be made is written into `folder`.

    begins: the frame of the film at which each clip begins. copying: whether sound may be copied at all.
    Raises: MediaError if sound cannot be read or made; whatever `report` raises.
    """
    if not any(clip.sound for clip in clips):
        return []
    if copying and all(join.style == "cut" for join in joins):
        return _one_by_one(clips, begins, fps, folder, report=report)
    total = sample(begins[-1] + clips[-1].source.frames, fps)
    made = folder / "sound.m4a"
    mixed = _mixed(clips, joins, begins, fps, folder, report=report)
    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", str(CHANNELS), "-i"]
    encode([*raw, mixed, *_aac(), made], seconds=total / RATE, report=report)
    mixed.unlink()
    return [Sounding(_strip(made), 0, total)]


def fits(track: Track | None, seconds: float) -> bool:
    """Whether sound can be copied beside pictures of so many seconds: AAC that is whole and neither late nor short."""
    if track is None or (track.codec, track.profile) != ("aac", "LC") or not track.whole or not track.header:
        return False
    rate, layout = int(str(track.shape[0])), track.shape[1]
    if rate < SLOWEST or layout not in LAYOUTS or track.base != Fraction(1, rate) or not len(track.times):
        return False
    even = bool(np.all(np.diff(track.times) == FRAME))
    return even and -LEAD <= track.times[0] <= 0 and track.times[-1] + FRAME >= seconds * rate - FRAME // 2


def sample(frame: int, fps: Fraction, rate: int = RATE) -> int:
    """The sample at which a frame begins."""
    return round(Fraction(frame * rate) / fps)


def _one_by_one(
    clips: Sequence[Clip], begins: Sequence[int], fps: Fraction, folder: Path, *, report: Report
) -> list[Sounding]:
    """Each clip's own sound where it is like the first's, and the odd ones made so: no other clip's is touched."""
    like = next((clip.sound for clip in clips if fits(clip.sound, clip.source.seconds)), None)
    rate, layout = (int(str(like.shape[0])), str(like.shape[1])) if like else (RATE, "stereo")
    found: list[Sounding] = []
    for place, (clip, begin) in enumerate(zip(clips, begins, strict=True)):
        ends = sample(begin + clip.source.frames, fps, rate)
        alike = clip.sound is not None and like is not None and _alike(clip.sound, like)
        if clip.sound is not None and alike and fits(clip.sound, clip.source.seconds):
            strip = Strip(clip.source.path, clip.sound)
        else:
            made = folder / f"sound{place}.m4a"
            count = ends - sample(begin, fps, rate)
            heard = _heard(clip, count, rate=rate, channels=LAYOUTS[layout])
            encode([*heard, *_aac(), made], seconds=count / rate, report=report)
            strip = _strip(made)
        found.append(Sounding(strip, sample(begin, fps, rate), ends))
    return found


def _alike(one: Track, other: Track) -> bool:
    # the two first bytes are the codec, rate and channels; some encoders say after them that there is no more to it
    return one.shape == other.shape and one.header[:2] == other.header[:2]


def _heard(clip: Clip, count: int, *, rate: int, channels: int) -> list[str | Path]:
    """ffmpeg's words for exactly so many samples of a clip's sound, silence where there is none."""
    layout = "mono" if channels == 1 else "stereo"
    if clip.sound is None:
        return ["-f", "lavfi", "-i", f"anullsrc=r={rate}:cl={layout}", "-af", f"atrim=end_sample={count}"]
    # a voice of one channel is as loud on two: by itself the resampler would take 3 dB off it
    spread = "pan=stereo|c0=c0|c1=c0," if clip.sound.shape[1] == "mono" and channels == CHANNELS else ""
    chain = spread + f"aresample={rate}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts={layout},"
    chain += f"apad=whole_len={count},atrim=end_sample={count}"
    return ["-i", clip.source.path, "-map", f"0:{clip.sound.index}", "-vn", "-sn", "-dn", "-af", chain]


def _aac() -> list[str]:
    return ["-c:a", "aac", "-b:a", BITRATE, "-map_metadata", "-1", "-map_chapters", "-1", "-bitexact"]


def _strip(path: Path) -> Strip:
    track = tracks_of(path)[1]
    if track is None or not len(track.times):
        raise MediaError("The sound could not be made.")
    return Strip(path, track)


def _mixed(
    clips: Sequence[Clip], joins: Sequence[Join], begins: Sequence[int], fps: Fraction, folder: Path, *, report: Report
) -> Path:
    """All sound as raw 16-bit stereo at 48 kHz, each clip at its place, faded where a join is."""
    out, piece = folder / "sound.raw", folder / "piece.raw"
    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", str(CHANNELS)]
    out.touch()
    for place, (clip, begin) in enumerate(zip(clips, begins, strict=True)):
        start, ends = sample(begin, fps), sample(begin + clip.source.frames, fps)
        heard = _heard(clip, ends - start, rate=RATE, channels=CHANNELS)
        encode([*heard, *raw, piece], seconds=(ends - start) / RATE, report=report)
        comes = _faded(joins[place - 1], fps) if place else 0
        goes = _faded(joins[place], fps) if place < len(joins) else 0
        _add(piece, out, start, comes=comes, goes=goes)
    piece.unlink()
    return out


def _faded(join: Join, fps: Fraction) -> int:
    """Samples over which one side of a join fades."""
    frames = join.frames(fps)
    return sample(frames // 2 if join.style in DIPS else frames, fps)


def _add(piece: Path, out: Path, start: int, *, comes: int, goes: int) -> None:
    """Add the samples of one raw file to another from a place on, faded in and out over so many, a second at a time."""
    count = piece.stat().st_size // BYTES
    with piece.open("rb") as read, out.open("r+b") as made:
        for place in range(0, count, RATE):
            heard = np.frombuffer(read.read(RATE * BYTES), "<i2").reshape(-1, CHANNELS).astype(np.float32)
            heard *= _gain(np.arange(place, place + len(heard)), count, comes=comes, goes=goes)
            made.seek((start + place) * BYTES)
            there = np.frombuffer(made.read(len(heard) * BYTES), "<i2").reshape(-1, CHANNELS)
            heard[: len(there)] += there
            made.seek((start + place) * BYTES)
            made.write(np.clip(np.round(heard), -32768, 32767).astype("<i2").tobytes())


def _gain(samples: AnyArray, count: int, *, comes: int, goes: int) -> AnyArray:
    """(N, 1) of equal power: two sounds that have nothing in common stay as loud together as each was alone."""
    share = np.ones(len(samples), np.float32)
    if comes:
        share *= np.sin(np.clip((samples + 0.5) / comes, 0, 1) * np.pi / 2)
    if goes:
        share *= np.sin(np.clip((count - samples - 0.5) / goes, 0, 1) * np.pi / 2)
    return share[:, None]
