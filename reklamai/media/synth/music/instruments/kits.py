"""Kits of drums: how each is made and tuned, where its drums stand, how loud they are beside each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kit:
    """How a drummer's things are made and tuned."""

    kick_hz: float = 52.0
    kick_s: float = 0.32
    kick_click: float = 0.25
    snare_hz: float = 190.0
    snare_s: float = 0.17
    bright_hz: float = 16_000.0
    """All of it is dull above."""
    hat_s: float = 0.05
    tom_hz: float = 130.0
    big: float = 1.0
    """How much longer drums ring."""


KITS: dict[str, Kit] = {
    "pop": Kit(),
    "soft": Kit(kick_hz=58, kick_s=0.22, kick_click=0.12, bright_hz=11_000),
    "electronic": Kit(kick_hz=47, kick_s=0.38, kick_click=0.4, snare_s=0.14, hat_s=0.035),
    "dusty": Kit(kick_hz=56, kick_s=0.24, kick_click=0.2, snare_hz=170, snare_s=0.15, bright_hz=5_200, hat_s=0.04),
    "brushes": Kit(kick_hz=55, kick_s=0.2, kick_click=0.05, bright_hz=9_000),
    "cinema": Kit(kick_hz=42, kick_s=0.9, kick_click=0.3, tom_hz=82, snare_s=0.3, big=2.4, bright_hz=12_000),
    "hands": Kit(kick_hz=60, kick_s=0.3, kick_click=0.15, tom_hz=110, big=1.2, bright_hz=14_000),
}
PANS: dict[str, float] = {
    "hat": 0.25, "open": 0.25, "shaker": -0.35, "tambourine": 0.4, "tom": -0.25, "floor": 0.15, "conga": -0.25,
    "slap": -0.15, "cowbell": 0.35, "rim": 0.2, "brush": 0.12, "snap": -0.12, "crash": 0.2,
}  # fmt: skip
LEVELS: dict[str, float] = {
    "kick": 0.62, "snare": 0.42, "clap": 0.34, "rim": 0.2, "hat": 0.16, "open": 0.17, "shaker": 0.13,
    "tambourine": 0.14, "tom": 0.42,
    "floor": 0.6, "conga": 0.34, "slap": 0.3, "cowbell": 0.12, "snap": 0.28, "brush": 0.15, "crash": 0.26,
}  # fmt: skip
"""The highest sample of the hardest stroke: what a drummer's balance is."""
