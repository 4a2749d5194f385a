"""A clip as pictures of 16 bits in one ZIP, written as they come: memory for one frame, whatever the length."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode
from reklamai.media.masters.formats import Format
from reklamai.media.masters.planes import rgb_of
from reklamai.media.masters.sound import Sound
from reklamai.media.masters.stills import pack
from reklamai.media.types import AnyArray, quiet

MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Of all members, so that the same frames give the same bytes."""
SOUND, FACTS = "sound.wav", "sequence.json"
FULL: Final = "The pictures could not be written."


class SequenceWriter:
    """Takes frames and keeps each as a picture in an archive."""

    def __init__(self, archive: zipfile.ZipFile, kind: Format, *, size: tuple[int, int]) -> None:
        self._archive, self._suffix, self._shape = archive, kind.member, (size[1], size[0], 3)
        self.frames = 0

    def write(self, frame: AnyArray) -> None:
        if frame.shape != self._shape:
            raise ValueError(f"expected {self._shape}, got {frame.shape}")
        name = f"frame_{self.frames + 1:06d}{self._suffix}"
        self._archive.writestr(member(name), pack(frame, self._suffix))
        self.frames += 1

    def write_planes(self, planes: AnyArray) -> None:
        self.write(rgb_of(planes))


@contextmanager
def sequence_writer(
    path: Path, kind: Format, *, size: tuple[int, int], fps: Fraction, sound: Sound | None
) -> Iterator[SequenceWriter]:
    """An archive in the making: frame_000001 and so on, sound.wav if there is sound, sequence.json with the rate.

    Stored, as the pictures are packed already; in the ZIP64 form where it grows beyond 4 GB. Whatever is raised inside
    leaves no file. Raises: MediaError if it cannot be written, e.g. as the disk is full.
    """
    part = path.with_name(f".{path.stem}.part.zip")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            writer = SequenceWriter(archive, kind, size=size)
            yield writer
            if sound:
                add_sound(archive, sound, seconds=float(writer.frames / fps), folder=path.parent)
            facts = {"fps": str(fps), "frames": writer.frames, "width": size[0], "height": size[1], "bits": kind.bits}
            archive.writestr(member(FACTS), json.dumps(facts, indent=2))
        part.replace(path)
    except OSError as error:
        raise MediaError(FULL, file=path.name) from error
    finally:
        part.unlink(missing_ok=True)


def member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.external_attr = 0o644 << 16
    return info


def add_sound(archive: zipfile.ZipFile, sound: Sound, *, seconds: float, folder: Path) -> None:
    """Put a sound into an archive as PCM, behind what is in it. `folder`: has room for it. Raises: MediaError."""
    with TemporaryDirectory(prefix=".sound-", dir=folder) as own:
        wave = Path(own) / SOUND
        plain: list[str | Path] = ["-i", sound.path, "-map", "0:a:0", "-vn", "-c:a", "pcm_s24le", "-bitexact", wave]
        encode(plain, seconds=max(seconds, 0.1), report=quiet)
        with wave.open("rb") as source, archive.open(member(SOUND), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, 1 << 20)
