"""Music that is composed and played by computation.

`read` makes a request of words; `composing.compose` makes a piece of it, all its notes; `mixdown.render` the sound.
"""

from __future__ import annotations

from reklamai.media.synth.music.reading import read
from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import STYLES

__all__ = ["STYLES", "Request", "read"]
