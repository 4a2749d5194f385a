"""A few random mixtures of clips; two hundred of them are in the soak tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media.film.mixtures import judged


@pytest.mark.parametrize("seed", range(4))
def test_a_random_mixture_becomes_the_film_that_was_promised(tmp_path: Path, seed: int) -> None:
    _film, wrong = judged(tmp_path, seed)

    assert wrong == []
