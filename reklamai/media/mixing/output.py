"""A mix given out: under the pictures of a clip, and as stems in one archive."""

from __future__ import annotations

import wave
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from reklamai.media.ffmpeg import encode, h264
from reklamai.media.film.facts import look
from reklamai.media.mixing.loudness import blocks
from reklamai.media.mixing.render import Mixed
from reklamai.media.sound import RATE, pcm
from reklamai.media.types import Report, Sound, quiet

COPIED: Final = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})
"""What MP4 holds and browsers or players read from it; other pictures are coded anew."""
CRF, PRESET = 18, "veryfast"
THREADS: Final = ("-threads", "4")
"""x264 writes other bytes with another number of them."""
MIX: Final = "mix"
BITS: Final = 24
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP can say: the same sounds give the same bytes."""


def under(clip: Path, mixed: Mixed, out: Path, *, report: Report = quiet) -> None:
    """Write the pictures of a clip with a mix as their sound: MP4, its index in front.

    Pictures and chapters are copied. Raises: MediaError for a clip that cannot be read; whatever `report` raises.
    """
    facts = look(clip)
    codec = facts.pictures.codec
    pictures = ["-c:v", "copy"] if codec in COPIED else [*h264(facts.source.fps, CRF, PRESET), *THREADS]
    # without it Apple's players show no HEVC
    tag = ["-tag:v", "hvc1"] if codec == "hevc" else []
    words = ["-map", "0:V:0", "-map", "1:a:0", *pictures, *tag, "-c:a", "copy", "-map_chapters", "0"]
    # where and on what a clip was filmed is nobody's business who gets the film
    words += ["-map_metadata:g", "-1", "-bitexact", "-movflags", "+faststart"]
    encode(["-i", clip, "-i", mixed.coded, *words, out], seconds=len(mixed.total) / RATE, report=report)


def stems(
    mixed: Mixed, out: Path, names: Mapping[str, str], *, captions: Mapping[str, str] | None = None,
    report: Report = quiet,
) -> None:  # fmt: skip
    """Write a ZIP: the mix and each of its lanes as 24-bit WAV at 48 kHz, the mix first, then texts.

    names: file names without ".wav" by lane, "own" and "mix"; what has none is called by its own name.
    captions: whole file names and their words. The same mix gives the same bytes. report: "stems" with shares 0..1.
    """
    sounds: dict[str, Sound] = {MIX: mixed.total, **mixed.lanes}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for place, (name, sound) in enumerate(sounds.items()):
            report("stems", place / len(sounds))
            with archive.open(zipfile.ZipInfo(f"{names.get(name, name)}.wav", LONG_AGO), "w") as file:
                _write(file, sound)
        for name, words in (captions or {}).items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), words)


def _write(file: IO[bytes], sound: Sound) -> None:
    with wave.open(file, "wb") as made:
        made.setnchannels(sound.shape[1])
        made.setsampwidth(BITS // 8)
        made.setframerate(RATE)
        # an archive cannot go back to a header, so it says beforehand how much there will be
        made.setnframes(len(sound))
        for block in blocks(len(sound)):
            made.writeframesraw(pcm(sound[block], bits=BITS))
