"""Speech in a process of its own: `python -m reklamai.media.speech_apart` reads JSON and prints what came of it.

For processes that stay: SciPy, which speech needs, would stay in a web process or a light worker for ever (70 MB), and
somebody else's recording is opened where it can do no harm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from reklamai.core.errors import MediaError
from reklamai.media.cell import INHERITED, ROOT
from reklamai.media.speech.model import Word

SPEAKING_S = 20.0
"""A sentence takes one and a half, most of them for a fresh interpreter."""
LISTENING_S = 90.0


def sample(text: str, out: Path, *, voice: str, language: str) -> Path:
    """The sentence spoken by a voice of ours, as WAV in `out`. Raises MediaError."""
    done({"do": "speak", "text": text, "out": str(out), "voice": voice, "language": language}, seconds=SPEAKING_S)
    return out


def times(sound: Path, text: str, *, language: str = "auto") -> tuple[Word, ...]:
    """When each word of the text is heard in a recording of it. Raises MediaError where the two do not fit."""
    asked = {"do": "align", "text": text, "sound": str(sound), "language": language}
    return tuple(Word(*each) for each in done(asked, seconds=LISTENING_S))


def done(asked: dict[str, Any], *, seconds: float) -> Any:
    """What the process answers. Raises MediaError."""
    command = [sys.executable, "-m", "reklamai.media.speech_apart"]
    kept = {name: value for name, value in os.environ.items() if name in INHERITED}
    try:
        # Through a pipe: everybody on this machine may read what a process was started with.
        told_it = json.dumps(asked).encode()
        made = subprocess.run(
            command, env=kept, cwd=ROOT, check=True, timeout=seconds, capture_output=True, input=told_it
        )
        told = json.loads(made.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise MediaError("The speech could not be worked on.", cause=type(error).__name__) from error
    if "refused" in told:
        raise MediaError("The speech could not be worked on.", cause=told["refused"])
    return told["made"]


def main() -> None:
    asked = json.load(sys.stdin)
    told: dict[str, Any]
    try:
        told = {"made": speak(asked) if asked["do"] == "speak" else align(asked)}
    except MediaError as error:
        told = {"refused": error.message}
    sys.stdout.write(json.dumps(told))


def speak(asked: dict[str, Any]) -> float:
    from reklamai.media.speech.speak import speak as spoken

    return spoken(asked["text"], Path(asked["out"]), voice=asked["voice"], language=asked["language"]).seconds


def align(asked: dict[str, Any]) -> list[tuple[str, float, float]]:
    from reklamai.media.speech.align import align as aligned

    words = aligned(Path(asked["sound"]), asked["text"], language=asked["language"])
    return [(word.text, word.from_s, word.to_s) for word in words]


if __name__ == "__main__":
    main()
