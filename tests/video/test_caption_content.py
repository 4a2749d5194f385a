"""The settings of captions: read whole, refused by field, with looks for a purpose."""

import pytest
from django.utils import translation

from reklamai.media.captions.model import PLACES, SIZES, STYLES
from studio.catalogue.validate import AskInvalid
from video.caption_content import (
    PLACE_LABELS,
    PRESETS,
    SIZE_LABELS,
    STYLE_LABELS,
    USUAL,
    caption_content,
    preset_of,
)


@pytest.mark.parametrize("value", [None, {}])
def test_no_settings_are_captions_as_usual(value):
    assert caption_content(value) == {"style": "clean", "place": "low", "size": "medium", "burn": False}


def test_what_is_left_out_stays_as_it_was():
    before = {"style": "box", "place": "top", "size": "large", "burn": True, "older": 1}

    assert caption_content({"size": "small"}, before=before) == {
        "style": "box", "place": "top", "size": "small", "burn": True,
    }  # fmt: skip
    assert caption_content({"style": "karaoke", "burn": "true"}) == {**USUAL, "style": "karaoke", "burn": True}


@pytest.mark.parametrize("value", [5, "clean", [], True])
def test_what_is_no_object_is_refused(value):
    with pytest.raises(AskInvalid) as refused:
        caption_content(value)

    assert set(refused.value.errors) == {"captions"}


def test_every_fault_is_told_by_its_field():
    with pytest.raises(AskInvalid) as refused, translation.override("en"):
        caption_content({"style": "comic", "place": None, "size": ["small"], "burn": "perhaps", "colour": "red"})

    assert refused.value.errors == {
        "captions.style": "Choose one of: clean, box, bold, karaoke.",
        "captions.place": "Choose one of: low, middle, top.",
        "captions.size": "Choose one of: small, medium, large.",
        "captions.burn": "Say yes or no.",
        "captions.colour": "There is no such setting.",
    }


def test_everything_that_can_be_chosen_has_a_name_in_both_languages():
    labels = {**STYLE_LABELS, **PLACE_LABELS, **SIZE_LABELS}
    assert (tuple(STYLE_LABELS), tuple(PLACE_LABELS), tuple(SIZE_LABELS)) == (STYLES, PLACES, SIZES)

    for label in [*labels.values(), *(preset.label for preset in PRESETS)]:
        with translation.override("en"):
            english = str(label)
        with translation.override("ru"):
            assert str(label) != english


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.slug)
def test_a_preset_is_settings_that_are_taken(preset):
    assert caption_content(preset.settings) == preset.settings


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.slug)
def test_a_preset_is_named_and_found_again_by_its_settings(preset):
    before = {"style": "box", "place": "top", "size": "large", "burn": True}

    found = caption_content({"preset": preset.slug}, before=before)

    assert found == preset.settings
    assert preset_of(found) == preset.slug


def test_what_is_named_beside_a_preset_goes_over_it_and_makes_a_look_of_ones_own():
    found = caption_content({"preset": "social", "place": "top"})

    assert found == {"style": "bold", "place": "top", "size": "medium", "burn": True}
    assert preset_of(found) is None
    assert preset_of({}) == "beside"


@pytest.mark.parametrize("preset", ["", "Film", 5, ["film"], {}])
def test_a_preset_that_there_is_not_is_refused_by_its_name(preset):
    with pytest.raises(AskInvalid) as refused, translation.override("en"):
        caption_content({"preset": preset})

    assert refused.value.errors == {"captions.preset": "Choose one of: beside, film, plate, social, karaoke."}


def test_no_preset_is_as_if_nothing_was_said_of_it():
    assert caption_content({"preset": None, "style": "box"}) == {**USUAL, "style": "box"}
