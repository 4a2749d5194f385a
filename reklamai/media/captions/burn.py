"""Captions drawn into a clip: the picture is coded anew once, the sound is kept as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reklamai.media.captions.ass import as_ass
from reklamai.media.captions.lettering import FOLDER, font, lacking
from reklamai.media.captions.looks import LOOKS
from reklamai.media.captions.model import Cue, Place, Size, Style
from reklamai.media.ffmpeg import encode, h264
from reklamai.media.finish.source import IN_MP4, Source, source_of
from reklamai.media.types import Report, quiet

CRF: Final = 18
PRESET: Final = "veryfast"
ENCODER_THREADS: Final = 4
"""x264 writes other bytes with another number of threads: one number on every machine keeps a clip repeatable."""
TAGGED: Final = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
"""A filter hands on what a clip says of its colours, and a clip that says nothing would be taken for another's."""
SOUND: Final = ("-c:a", "aac", "-b:a", "192k")


@dataclass(frozen=True, slots=True)
class Burned:
    """A clip with captions in its picture."""

    path: Path
    lacking: str
    """Letters of the captions that our font has not: they were left out, and whoever reads is to be told."""


def burn(
    clip: Path,
    out: Path,
    cues: Sequence[Cue],
    *,
    style: Style = "clean",
    place: Place = "low",
    size: Size = "medium",
    report: Report = quiet,
) -> Burned:
    """Draw captions into a clip, as the H.264 MP4 `out` in BT.709 limited range, with all of its sound and chapters.

    The same clip and captions give the same bytes on every machine: no font but ours is looked at.
    Raises: MediaError for a clip that cannot be read or written; whatever `report` raises.
    """
    source = source_of(clip)
    missing = lacking((word.text for cue in cues for word in cue.words), font(LOOKS[style].family))
    with TemporaryDirectory(prefix=".captions-", dir=out.parent) as folder:
        script, made = Path(folder) / "captions.ass", Path(folder) / "burned.mp4"
        script.write_text(as_ass(cues, size=source.size, style=style, place=place, scale=size), encoding="utf-8")
        encode(words(source, script, made), seconds=source.seconds, report=report)
        made.replace(out)
    return Burned(out, missing)


def words(source: Source, script: Path, out: Path) -> list[str | Path]:
    """What ffmpeg is told."""
    drawing = f"ass=filename={quoted(script)}:fontsdir={quoted(FOLDER)}"
    sound = ["-c:a", "copy"] if source.sound in IN_MP4 else [*SOUND]
    streams = ["-map", "0:V:0", "-map", "0:a:0"] if source.sound else ["-map", "0:V:0"]
    coded = [*h264(source.fps, CRF, PRESET), "-threads", str(ENCODER_THREADS)]
    plain = ["-map_metadata", "-1", "-map_chapters", "0", "-bitexact"]
    return ["-i", source.path, *streams, "-vf", f"{source.filters},{drawing},{TAGGED}", *coded, *sound, *plain, out]


def quoted(path: Path) -> str:
    """A path as a value inside a filter graph, whatever letters it has (ffmpeg-utils, "Quoting and escaping")."""
    value = "".join(f"\\{letter}" if letter in "\\':" else letter for letter in str(path))
    return "".join(f"\\{letter}" if letter in "\\'[],;" else letter for letter in value)
