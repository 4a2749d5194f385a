"""Looks at pictures are no works: no list, count or picker of the hall shows them or their cuts."""

from dataclasses import asdict
from uuid import uuid4

import pytest
from django.test import Client

from anchors.services import anchors
from studio.models import Asset, Generation
from studio.selectors import assets as files
from studio.selectors import generations as library
from studio.selectors import tallies, usage
from studio.selectors.generations import LibraryQuery
from studio.selectors.periods import period
from studio.services import generations
from tests.anchors.conftest import extractions, looked_at

pytestmark = pytest.mark.django_db


def numbers(user):
    return [each["number"] for each in asdict(tallies.counts(user)).values()]


def test_lists_and_counts_of_works_leave_looks_out(alice, ready, fresh, place):
    ready(alice)
    fresh(alice, shade=20)  # still under way
    generations.delete(looked_at(fresh(alice, shade=30)).extraction)
    work = place(alice)

    assert extractions().count() == 3
    assert list(library.library(alice, LibraryQuery()).items) == [work]
    assert numbers(alice) == [1, 1, 0, 0]


def test_the_neighbours_of_a_work_are_works(alice, ready, place):
    older = place(alice)
    ready(alice)
    newer = place(alice, prompt="another")

    assert tallies.neighbours(alice, newer) == (None, older.pk)
    assert tallies.neighbours(alice, older) == (newer.pk, None)


def test_files_of_a_person_are_uploads_and_results_and_no_cuts(alice, ready):
    anchor = ready(alice)

    assert list(files.page(alice).items) == [anchor.image]
    assert Asset.objects.filter(owner=alice).count() == 6
    assert files.visible(alice, anchor.cuts.first().asset_id)


def test_the_picker_of_a_composer_offers_no_cuts(alice, ready, entry):
    anchor = ready(alice)
    browser = Client()
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    page = browser.get("/create/image/pick/reference_images").content.decode()

    assert anchor.image.thumbnail_url in page
    assert not any(cut.asset.thumbnail_url in page for cut in anchor.cuts.all())


def test_free_works_are_counted_without_looks(alice, ready, place, run):
    ready(alice)
    free = run(place(alice))
    Generation.objects.filter(pk=free.pk).update(price=0)

    found = usage.free_drafts(alice, usage.UsageQuery(period=period("all")))

    assert found.number == 1


def test_a_cut_can_be_an_anchor_of_its_own(alice, ready):
    cut = ready(alice).cuts.get(cut="clothing").asset

    assert anchors.create(alice, asset=cut.pk, key=uuid4()).image == cut
