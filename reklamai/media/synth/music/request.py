"""What music is asked for, before it is composed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from reklamai.media.synth.music.theory import Key

TEMPI: Final = (40.0, 200.0)
"""Beats a minute that can be played."""


@dataclass(frozen=True, slots=True)
class Request:
    """Wishes; what is None or empty is drawn by the seed within what the style is."""

    style: str = "corporate"
    """One of `styles.STYLES`."""
    tempo: float | None = None
    """Beats a minute, within TEMPI."""
    beyond: float | None = None
    """A tempo outside of TEMPI that the words name: `tempo` is the nearest that can be played."""
    key: Key | None = None
    mood: str = ""
    """A key of `progressions.MOODS`."""
    energy: float = 0.5
    """0..1: how dense and how hard it is played."""
    wanted: tuple[str, ...] = ()
    """Instruments that must play: keys of `styles.instruments()`."""
    unwanted: tuple[str, ...] = ()
    """Instruments and roles that must not: as `wanted`, and "drums", "melody", "bass"."""
    understood: tuple[tuple[int, int, str], ...] = ()
    """Characters start..end of the words, and what they were read as."""
    unknown: tuple[tuple[int, int], ...] = ()
    """Words that said nothing about music."""

    def at(self, tempo: float) -> Request:
        """The same at another tempo."""
        return replace(self, tempo=tempo, beyond=None)
