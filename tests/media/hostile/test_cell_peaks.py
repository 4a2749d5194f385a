"""The wave of a sound, drawn in a process of its own."""

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media import cell
from reklamai.media.sound import RATE, write_wav


@pytest.fixture
def tone(tmp_path):
    """A second of half the full scale, then a second of silence."""
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    path = tmp_path / "tone.wav"
    write_wav(path, np.concatenate([wave, np.zeros(RATE)]).astype(np.float32))
    return path


def test_each_column_reaches_as_far_as_the_sound_does_there(tone):
    found = cell.peaks(tone, 4)

    assert np.allclose(found, [[-0.5, 0.5], [-0.5, 0.5], [0, 0], [0, 0]], atol=0.01)


@pytest.mark.parametrize("content", [b"", b"not a sound at all", b"RIFF\xff\xff\xff\x7fWAVEfmt "])
def test_what_is_no_sound_is_told_and_harms_nobody(tone, tmp_path, content):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(content)

    with pytest.raises(MediaError):
        cell.peaks(broken, 4)

    assert len(cell.peaks(tone, 2)) == 2


def test_one_that_takes_too_long_is_ended(tone):
    with pytest.raises(MediaError) as refused:
        cell.peaks(tone, 4, seconds=0.001)

    assert refused.value.facts == {"reason": "too_hard"}
    assert len(cell.peaks(tone, 4)) == 4
