"""The prompts that an empty composer offers are read without a remainder, in both languages."""

import pytest
from django.utils import translation

from reklamai.media.words import read
from studio.forms.starters import starters


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("composer", ["image", "video"])
def test_every_starter_is_understood_whole(language, composer):
    with translation.override(language):
        words = starters(composer)

    readings = [read(prompt) for prompt in words]

    assert len(words) == 6
    assert [span.text for reading in readings for span in reading.unknown] == []
    assert all(reading.place for reading in readings)
    assert all(reading.moves for reading in readings) == (composer == "video")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_starter_draws_what_it_does_not_name(language):
    with translation.override(language):
        things = [sorted(product.thing.value for product in read(prompt).products) for prompt in starters("image")]

    assert things == [["can"], [], ["perfume"], ["sneaker"], ["cream"], ["laptop"]]
