"""The photos of a Soul ID together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soulids.media.framing import Pose
from soulids.media.verdicts import Verdict
from soulids.models import SoulPhoto
from soulids.selectors.album import PhotoState, album_of
from studio.models import Generation, Status
from tests.soulids import rows


def test_an_empty_album_has_no_facts(soul) -> None:
    album = album_of(soul)

    assert (album.photos, album.facts, album.waiting, album.kept) == ((), None, 0, ())
    assert not album.can_be_trained


def test_each_photo_has_its_state_in_the_order_in_which_it_was_added(soul) -> None:
    good = rows.an_album_row(soul, count=10)
    weak = rows.a_photo_row(soul, facts=rows.unusable("soft", seed=20))
    blurred = rows.a_photo_row(soul, facts=rows.unusable("blurred", seed=21))
    copy = rows.a_photo_row(soul, seed=3, sharpness=200.0, **rows.VIEWS[3])
    stranger = rows.a_photo_row(soul, person=1)
    waits = rows.a_photo_row(soul, judged=False)
    unread, failed = (rows.a_photo_row(soul, judged=False) for _ in range(2))
    SoulPhoto.objects.filter(pk=unread.pk).update(trouble="unreadable")
    SoulPhoto.objects.filter(pk=failed.pk).update(trouble="failed")

    album = album_of(soul)

    expected = {each.pk: PhotoState.ACCEPTED for each in good} | {
        weak.pk: "weak", blurred.pk: "refused", copy.pk: "duplicate", stranger.pk: "stranger", waits.pk: "waiting",
        unread.pk: "unreadable", failed.pk: "failed",
    }  # fmt: skip
    assert {photo.pk: album.state_of(photo) for photo in album.photos} == expected
    assert [photo.pk for photo in album.photos] == list(expected)
    assert {photo.pk for photo in album.kept} == {each.pk for each in good} | {weak.pk}
    assert album.facts.duplicates == {str(copy.pk): str(good[3].pk)}
    assert album.facts.intruders[str(stranger.pk)] == pytest.approx(1.41, abs=0.1)
    assert album.facts.kept == tuple(str(photo.pk) for photo in album.kept)


def test_a_copy_that_is_refused_for_itself_says_that(soul) -> None:
    rows.a_photo_row(soul, seed=1)
    blurred = rows.a_photo_row(soul, facts=rows.unusable("blurred", seed=1))

    album = album_of(soul)

    assert album.state_of(blurred) == PhotoState.REFUSED and blurred.found.verdict is Verdict.REFUSED


def test_with_one_verdict_still_to_come_it_cannot_be_trained(album) -> None:
    assert album_of(album).can_be_trained

    rows.a_photo_row(album, judged=False)

    assert not album_of(album).can_be_trained and album_of(album).waiting == 1


def test_one_that_is_being_looked_at_says_so_until_its_look_is_over(soul, alice) -> None:
    look = Generation.objects.create(owner=alice, kind="soulid_judge", model="soulid-judge", provider="local")
    photo = rows.a_photo_row(soul, judged=False)
    SoulPhoto.objects.update(judging=look)
    assert album_of(soul).state_of(photo) == PhotoState.JUDGING

    Generation.objects.update(status=Status.DONE)

    assert album_of(soul).state_of(photo) == PhotoState.WAITING


def test_one_that_was_removed_meanwhile_is_still_told_for_itself(album) -> None:
    gone = album.photos.first()
    seen = SoulPhoto.objects.get(pk=gone.pk)
    gone.delete()

    assert album_of(album).state_of(seen) == PhotoState.ACCEPTED


def test_what_was_found_in_a_form_of_yesterday_waits_for_a_new_look(soul) -> None:
    photo = rows.a_photo_row(soul)
    SoulPhoto.objects.update(facts_version=0, facts={"version": 0})

    album = album_of(soul)

    assert album.state_of(photo) == PhotoState.WAITING and album.waiting == 1 and album.facts is None


def test_too_few_are_counted_and_missing_views_are_named(soul, settings) -> None:
    rows.an_album_row(soul, count=4)

    album = album_of(soul)

    assert album.facts.blocked == ("too_few",) and album.facts.lacking == settings.SOUL_PHOTOS_LEAST - 4
    assert album.facts.coverage[Pose.LEFT] and "no_full_height" in album.facts.missing


def test_an_album_is_read_with_one_query(soul) -> None:
    rows.an_album_row(soul, count=70)

    with CaptureQueriesContext(connection) as asked:
        album = album_of(soul)
        assert all(photo.asset.thumbnail_url for photo in album.photos)

    assert len(asked) == 1 and len(album.kept) == 70
