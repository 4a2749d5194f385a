"""The words of frames between frames."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from reklamai.media.camera.makers import EASINGS

Mode = Literal["fast", "best"]
Style = Literal["auto", "flow", "face", "whip", "zoom", "wipe", "dissolve"]
MODES: tuple[Mode, ...] = get_args(Mode)
STYLES: tuple[Style, ...] = get_args(Style)


def eased(share: float, easing: str) -> float:
    """How far a change has gone, 0..1, when `share` (0..1) of its time is over; the curves of camera moves.

    easing: linear | ease_in | ease_out | ease_in_out.
    Raises: ValueError for another easing or a share outside 0..1.
    """
    if easing not in EASINGS:
        raise ValueError(f"no easing {easing!r}")
    if not 0 <= share <= 1:
        raise ValueError(f"a share is 0..1, not {share}")
    return float(EASINGS[easing](np.array(share, np.float64)))
