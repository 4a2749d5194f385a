"""A sentence spoken in a process of its own: `python -m reklamai.media.speech_sample '<JSON>'`.

The web process has samples made this way: SciPy, which speech needs, would stay in its memory for ever (70 MB).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reklamai.core.errors import MediaError
from reklamai.media.cell import INHERITED, ROOT

SECONDS = 20.0
"""It takes one and a half, most of them for a fresh interpreter."""


def sample(text: str, out: Path, *, voice: str, language: str) -> Path:
    """The sentence as WAV in `out`. Raises MediaError."""
    asked = json.dumps({"text": text, "out": str(out), "voice": voice, "language": language})
    command = [sys.executable, "-m", "reklamai.media.speech_sample", asked]
    kept = {name: value for name, value in os.environ.items() if name in INHERITED}
    try:
        subprocess.run(command, env=kept, cwd=ROOT, check=True, timeout=SECONDS, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise MediaError("The sample could not be spoken.", cause=type(error).__name__) from error
    return out


def main() -> None:
    from reklamai.media.speech.speak import speak

    asked = json.loads(sys.argv[1])
    speak(asked["text"], Path(asked["out"]), voice=asked["voice"], language=asked["language"])


if __name__ == "__main__":
    main()
