"""The words of frames between frames."""

from __future__ import annotations

from typing import get_args

import pytest

from reklamai.media.camera.makers import EASINGS
from reklamai.media.inbetween.model import MODES, STYLES, Mode, Style, eased


def test_every_mode_and_style_can_be_listed() -> None:
    assert get_args(Mode) == MODES
    assert get_args(Style) == STYLES
    assert STYLES[0] == "auto"


@pytest.mark.parametrize("easing", EASINGS)
def test_every_easing_begins_and_ends_with_the_change_and_never_goes_back(easing: str) -> None:
    way = [eased(step / 20, easing) for step in range(21)]

    assert way[0] == 0
    assert way[-1] == 1
    assert way == sorted(way)


def test_easings_are_slow_where_their_names_say() -> None:
    assert eased(0.25, "linear") == 0.25
    assert eased(0.25, "ease_in") < 0.25 < eased(0.25, "ease_out")
    assert eased(0.5, "ease_in_out") == 0.5
    assert eased(0.1, "ease_in_out") < 0.1


@pytest.mark.parametrize(("share", "easing"), [(0.5, "bounce"), (-0.1, "linear"), (1.1, "ease_in")])
def test_another_easing_or_share_is_refused(share: float, easing: str) -> None:
    with pytest.raises(ValueError):
        eased(share, easing)
