"""Anchors that were read before what was found had columns of its own."""

from importlib import import_module

import pytest
from django.apps import apps

from anchors.models import ReferenceAnchor

pytestmark = pytest.mark.django_db


def test_what_was_found_in_older_anchors_is_filled_in(alice, ready, fresh):
    read, waiting = ready(alice), fresh(alice, shade=20)
    ReferenceAnchor.objects.update(features_version=0, found_elements=[])

    import_module("anchors.migrations.0004_fill_found_elements").fill(apps, None)

    again = ReferenceAnchor.objects.get(pk=read.pk)
    assert (again.is_read, again.found) == (True, read.found)
    assert read.found == ["face", "clothing", "lighting", "environment"]
    assert not ReferenceAnchor.objects.get(pk=waiting.pk).is_read
