"""Music that is composed and played by computation: `read` the words, `compose` the notes, `render` the sound."""

from __future__ import annotations

from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.piece import Note, Piece, Section, Span, Track
from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import STYLES

__all__ = ["STYLES", "Note", "Piece", "Request", "Section", "Span", "Track", "compose", "render"]
