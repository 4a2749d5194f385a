"""Earlier trainings: gone back to, deleted, and told in a report that holds no vector."""

import json
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from reklamai.core.errors import Conflict, NotFound
from soulids.media.framing import Pose
from soulids.models import SoulID, SoulVersion
from soulids.selectors import versions as shown
from soulids.services import training, versions
from studio.models import Asset
from tests.soulids import rows
from tests.soulids.trainings import engines, trainer  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(trained):
    rows.a_version(trained)
    return trained


def test_an_earlier_version_can_be_gone_back_to_and_forward_again(twice):
    for number in (1, 2, 2):
        versions.use(twice.owner, pk=twice.pk, number=number)

        current = SoulVersion.objects.get(is_current=True)
        assert current.number == number and SoulID.objects.get().version == current


def test_a_version_that_is_not_in_use_can_be_deleted_with_what_its_training_made(
    album, trainer, run, django_capture_on_commit_callbacks
):
    for _ in range(2):
        run(training.train(album.owner, pk=album.pk, key=uuid4()).training)
    files = [asset.stored_name for asset in SoulVersion.objects.get(number=1).order.assets.all()]
    assert len(files) == 2

    with django_capture_on_commit_callbacks(execute=True):
        versions.delete(album.owner, pk=album.pk, number=1)

    assert [row.number for row in SoulVersion.objects.all()] == [2]
    assert not any(default_storage.exists(name) for name in files)
    assert SoulVersion.objects.get().master is not None and album.photos.count() == 12


def test_the_version_in_use_cannot_be_deleted(twice):
    with pytest.raises(Conflict):
        versions.delete(twice.owner, pk=twice.pk, number=2)

    assert SoulVersion.objects.count() == 2


def test_somebody_elses_versions_and_those_that_there_are_not_are_not_found(twice, bob):
    for owner, number in ((bob, 1), (twice.owner, 7)):
        for deed in (versions.use, versions.delete):
            with pytest.raises(NotFound):
                deed(owner, pk=twice.pk, number=number)


def test_a_report_tells_every_photo_with_its_distance_nearest_first(trained):
    stranger = rows.a_photo_row(trained, person=1, seed=70)
    version = rows.a_version(trained)

    report = shown.report_of(version)

    assert len(report.used) == 12 and [mark.photo for mark in report.outliers] == [str(stranger.pk)]
    distances = [mark.distance for mark in report.photos if mark.used]
    assert distances == sorted(distances) and max(distances) < report.threshold < report.outliers[0].distance
    assert all(mark.score > 50 for mark in report.photos if mark.used) and report.outliers[0].score < 1
    assert report.distance_of(str(stranger.pk)) == report.outliers[0].distance
    assert report.distance_of("nobody") is None


def test_a_report_says_how_sure_it_is_in_plain_numbers(trained):
    report = shown.report_of(trained.version)

    quality = trained.version.quality
    assert (report.grade, report.score) == (quality.grade, round(quality.score))
    assert report.usual < report.threshold < 0.4 and 0 <= report.mistaken <= 1.1, "one stranger in a thousand"
    assert report.separation == pytest.approx(quality.calibration.separation, abs=0.05)


def test_a_report_names_the_views_that_are_missing(soul):
    rows.an_album_row(soul, count=3)
    version = rows.a_version(soul)

    missing = dict(shown.report_of(version).missing)

    assert missing[Pose.FULL] == 0 and Pose.LEFT not in missing


def test_a_report_says_what_they_look_like_in_both_languages(trained):
    words = shown.report_of(trained.version).words

    assert set(words) == {"en", "ru"}
    assert "skin" in words["en"] and "кожа" in words["ru"]


def test_a_photo_that_stands_for_the_person_is_said_to_be_one(trained):
    version = trained.version
    version.report |= {"master": {"donor": "x", "source": "photo", "apart": 0.2, "refused": {"y": "no_face"}}}

    master = shown.report_of(version).master

    assert master.refused == {"y": "no_face"} and "best photo" in master.says
    with translation.override("ru"):
        assert "фото" in master.says
    assert shown.report_of(rows.a_version(trained)).master.says == ""


def test_no_vector_is_in_a_report(trained):
    text = json.dumps(asdict(shown.report_of(trained.version)), default=str)

    numbers = [f"{value:.4f}" for value in trained.version.embedding[:20]]
    assert not any(number in text for number in numbers if abs(float(number)) > 0.001) and len(text) < 6000


def test_a_report_in_a_form_that_is_read_no_more_is_none(trained):
    trained.version.report = {"version": 0}

    assert shown.report_of(trained.version) is None


def test_versions_are_listed_newest_first_without_their_vectors(twice, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [(row.number, row.is_current, row.master.name) for row in shown.versions_of(twice)]

    assert found == [(2, True, "master.png"), (1, False, "master.png")]
    assert shown.versions_of(twice)[0].get_deferred_fields() == {"embedding"}


def test_a_report_is_of_the_version_in_use_or_of_one_by_number(twice, soul):
    assert shown.report_for(twice) == shown.report_of(twice.version)
    assert shown.report_for(twice, number=1) is not None
    with pytest.raises(NotFound):
        shown.report_for(twice, number=9)


def test_before_the_first_training_there_is_no_report(soul):
    assert shown.report_for(soul) is None and not Asset.objects.filter(generation__isnull=False).exists()
