"""Two hundred random mixtures of clips become the films that were promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media.film.mixtures import judged

pytestmark = pytest.mark.soak

MIXTURES = 200
FIRST = 1000
"""The first few numbers are in the ordinary tests."""


def test_two_hundred_mixtures_have_their_length_are_in_step_and_decode(tmp_path: Path) -> None:
    wrong: list[str] = []
    for seed in range(FIRST, FIRST + MIXTURES):
        folder = tmp_path / str(seed)
        folder.mkdir()
        wrong += judged(folder, seed)[1]

    assert wrong == []
