"""Files of captions as FFmpeg reads them: its parsers are not ours."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg

TIME = re.compile(r"(\d+):(\d+):(\d+)\.(\d+)")


def heard_by_ffmpeg(path: Path, text: str) -> list[tuple[float, float, str]]:
    """From, to and the words of every caption, without the markup that FFmpeg has found in them."""
    path.write_text(text, encoding="utf-8", newline="")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ass", "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    assert not done.stderr, done.stderr.decode()
    found = []
    for line in done.stdout.decode().splitlines():
        if line.startswith("Dialogue:"):
            fields = line.removeprefix("Dialogue:").split(",", 9)
            found.append((seconds(fields[1]), seconds(fields[2]), words(fields[9])))
    return found


def seconds(told: str) -> float:
    hours, minutes, whole, hundredths = map(int, TIME.fullmatch(told.strip()).groups())
    return hours * 3600 + minutes * 60 + whole + hundredths / 100


def words(event: str) -> str:
    """The text of an ASS event as it is drawn: FFmpeg escapes what was literal."""
    drawn = re.sub(r"(?<!\\)\{[^}]*\}", "", event)
    drawn = drawn.replace("\\N", "\n").replace("\\h", " ")
    return drawn.replace("\\{", "{").replace("\\}", "}").replace("\u2060", "")
