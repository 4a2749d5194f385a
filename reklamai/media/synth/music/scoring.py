"""Which instruments of a style play in a piece."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles.model import Part, Style

INSTRUMENTS: dict[str, tuple[str, ...]] = {
    "piano": ("piano", "felt"), "electric_piano": ("rhodes",), "guitar": ("steel", "nylon", "muted"), "ukulele": ("ukulele",),
    "strings": ("strings", "spiccato", "pizzicato"), "synth": ("pluck", "lead", "warm", "stab", "synthbass"), "pad": ("warm", "air"),
    "bells": ("bell", "glass"), "marimba": ("marimba",), "vibraphone": ("vibes",), "flute": ("flute",), "brass": ("brass", "horn"),
    "whistle": ("whistle",),
}  # fmt: skip
"""Names of instruments that can be asked for -> patches that are one; the first is brought in where a style has none."""
ROLES: dict[str, Part] = {
    "piano": Part("comp", "rhythm", "piano", ("8.......6.......", "8.....6.....6..."), low=52, high=74, gain_db=-10.0, send=0.3),
    "electric_piano": Part("comp", "rhythm", "rhodes", ("7.....6...6.....",), low=53, high=72, gain_db=-9.0, send=0.3),
    "guitar": Part("arp", "arpeggio", "steel", ("0.3.1.3.0.3.2.3.", "0.2.3.1.0.2.3.1."), low=45, high=66, gain_db=-8.0, length=8, pan=-0.3),
    "ukulele": Part("comp", "rhythm", "ukulele", ("7...6.57..576.57",), low=60, high=77, strum_ms=9, gain_db=-9.0, pan=-0.3, length=4),
    "strings": Part("pad", "sustain", "strings", low=52, high=74, gain_db=-13.0, send=0.5),
    "synth": Part("arp", "arpeggio", "pluck", ("0.1.2.3.2.1.2.1.",), low=52, high=70, gain_db=-12.0, echo=0.4, length=2, pan=0.3),
    "pad": Part("pad", "sustain", "warm", low=50, high=71, gain_db=-13.0, send=0.4),
    "bells": Part("arp", "arpeggio", "bell", ("4...6...5...6...",), low=55, high=74, gain_db=-17.0, echo=0.3, length=4, pan=0.3),
    "marimba": Part("arp", "arpeggio", "marimba", ("0..2..1.0..2.1..",), low=55, high=72, voices=3, gain_db=-11.0, length=2, pan=0.2),
    "vibraphone": Part("melody", "melody", "vibes", ("x--x--x---x-----", "..x-x-x---x-x---", "x---------------"), low=65, high=83,
                       gain_db=-12.0, send=0.4),
    "flute": Part("melody", "melody", "flute", ("x---x-x-x---x---", "x-----x-x---x---", "x---------------"), low=67, high=86,
                  gain_db=-12.0, send=0.4),
    "brass": Part("pad", "sustain", "brass", low=48, high=67, voices=3, gain_db=-13.0, send=0.4),
    "whistle": Part("melody", "melody", "whistle", ("x---x-x-x---x---", "x---------------"), low=72, high=88, gain_db=-15.0, send=0.3),
}  # fmt: skip
"""What an instrument plays in a style that does not know it."""
ALWAYS = 0.3
"""An instrument that was asked for plays from this density on."""


def parts_for(style: Style, request: Request, random: np.random.Generator) -> tuple[Part, ...]:
    """The parts of a piece: those of the style that chance and the request leave, then those asked for besides."""
    kept = [part for part in style.parts if random.random() < part.chance or _is_wanted(part, request)]
    kept = [part for part in kept if not _is_unwanted(part, request)]
    kept = [replace(part, from_level=min(part.from_level, ALWAYS)) if _is_wanted(part, request) else part for part in kept]
    for name in request.wanted:
        if not any(part.patch in INSTRUMENTS[name] for part in kept):
            brought = ROLES[name]
            kept = [part for part in kept if part.role != "melody"] if brought.role == "melody" else kept
            kept.append(brought)
    return tuple(kept)


def _is_wanted(part: Part, request: Request) -> bool:
    return any(part.patch in INSTRUMENTS[name] for name in request.wanted)


def _is_unwanted(part: Part, request: Request) -> bool:
    return part.role in request.unwanted or any(part.patch in INSTRUMENTS.get(name, ()) for name in request.unwanted)
