"""A silent master given its sound afterwards: pictures are copied packet by packet, never coded a second time."""

from __future__ import annotations

import zipfile
from pathlib import Path

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode
from reklamai.media.masters.formats import format_of
from reklamai.media.masters.sequence import FULL, add_sound
from reklamai.media.masters.sound import Sound, coding
from reklamai.media.types import Report, quiet


def with_sound(master: Path, format_: str, sound: Sound, *, seconds: float, report: Report = quiet) -> Path:
    """The master of a clip with this sound: a new file beside it, or of an archive of pictures the same, grown by it.

    seconds: of the clip. What an MP4 carries as it is comes along as it is; ProRes and archives have it as PCM.
    Raises: ValueError for a format that clips do not become; MediaError if it cannot be read or written; Interrupted.
    """
    kind = format_of(format_, kind="clip")
    if kind.member:
        _into_archive(master, sound, seconds=seconds)
        return master
    out = master.with_name(f"{master.stem}-sounding{master.suffix}")
    tag = ["-tag:v", "hvc1"] if format_ == "hevc10" else []
    words = ["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", *tag, *coding(format_, sound)]
    words += ["-movflags", "+faststart+write_colr", "-map_metadata", "-1"]
    encode(["-i", master, "-i", sound.path, *words, out], seconds=seconds, report=report)
    return out


def _into_archive(master: Path, sound: Sound, *, seconds: float) -> None:
    try:
        with zipfile.ZipFile(master, "a", zipfile.ZIP_STORED, allowZip64=True) as archive:
            add_sound(archive, sound, seconds=seconds, folder=master.parent)
    except OSError as error:
        raise MediaError(FULL, file=master.name) from error
