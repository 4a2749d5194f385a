"""From words to a sound in the library, through the real local engine: nothing is faked here but the queue's worker."""

import numpy as np
import pytest

from reklamai.core.errors import ReklamError
from reklamai.media.sound import RATE, read_sound
from studio.models import Generation
from studio.selectors import ledger
from tests.flows.test_drafts import file_of, made, owner

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["owner"]


def a_sound(owner, prompt, **parameters):
    return made(owner, kind="sound_effect", model="sounds-draft", prompt=prompt, parameters=parameters)


def test_words_become_a_free_sound_that_says_it_is_a_draft(owner, tmp_path):
    generation = a_sound(owner, "дождь по крыше, вдалеке гром, фиолетово", duration=2, seed=7)

    sound = read_sound(file_of(generation, tmp_path))
    assert generation.result.kind == "sound"
    assert len(sound) == 2 * RATE
    assert np.abs(sound).max() > 0.02
    assert (generation.price, generation.is_draft) == (0, True)
    assert generation.notes["sounds"] == ["rain", "thunder"]
    assert [generation.prompt[start:end] for start, end in generation.notes["unknown"]] == ["фиолетово"]
    assert not list(ledger.faults())


def test_the_same_seed_makes_the_same_sound_and_another_seed_another(owner):
    first, second, third = (a_sound(owner, "whoosh", duration=1, seed=seed) for seed in (5, 5, 6))

    assert first.result.sha256 == second.result.sha256 != third.result.sha256


def test_words_without_a_sound_leave_no_order_behind(owner):
    with pytest.raises(ReklamError):
        a_sound(owner, "quantum llama")

    assert not Generation.objects.exists()
