"""The words of the camera: what comes with us, and what staff make of it."""

import pytest

from video.loading import presets, terms
from video.models import CameraPreset
from video.selectors.presets import settings_in
from video.selectors.vocabulary import vocabulary


@pytest.mark.django_db
def test_all_that_comes_with_us_is_in_a_prepared_database_and_can_be_read():
    known = vocabulary()

    assert len(known.terms) == len(terms())
    assert CameraPreset.objects.filter(owner=None).count() == len(presets())


@pytest.mark.django_db
def test_every_preset_of_ours_is_a_camera_that_its_own_lens_allows():
    known = vocabulary()
    for row in CameraPreset.objects.filter(owner=None):
        asked = settings_in(row, vocabulary=known)

        assert asked.lens and asked.sensor and asked.focal_length, row.slug
