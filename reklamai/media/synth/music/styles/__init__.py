"""The styles that can be asked for."""

from __future__ import annotations

from reklamai.media.synth.music.styles.bright import CORPORATE, UPBEAT
from reklamai.media.synth.music.styles.calm import ACOUSTIC, AMBIENT, PAD, PIANO
from reklamai.media.synth.music.styles.drive import CINEMATIC, PERCUSSION, PULSE
from reklamai.media.synth.music.styles.model import Style
from reklamai.media.synth.music.styles.urban import HOUSE, LOFI, LOUNGE

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        CORPORATE, UPBEAT, PULSE, LOUNGE, PAD, AMBIENT, PIANO, ACOUSTIC, LOFI, HOUSE, CINEMATIC, PERCUSSION,
    )
}  # fmt: skip
