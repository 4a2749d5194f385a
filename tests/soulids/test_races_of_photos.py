"""What happens to photos at the same moment, with threads on PostgreSQL."""

import io
from functools import partial
from uuid import uuid4

import pytest
from PIL import Image

from soulids.models import SoulID, SoulPhoto
from soulids.selectors.album import album_of
from soulids.services import forgetting, judging, photos, souls, training
from soulids.upkeep_photos import Photos
from studio import storage
from studio.models import Asset, Generation, GenerationReference, Status, User
from studio.services import generations, work
from studio.services.reporting import Reporter
from studio.services.workdirs import workdir
from tests.soulids import rows
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def jpeg(shade):
    file = io.BytesIO()
    Image.new("RGB", (90, 120), (shade, 120, 90)).save(file, "JPEG")
    file.seek(0)
    return file


def person(user):
    return User.objects.get(pk=user.pk)


def looks():
    return Generation.objects.filter(kind="soulid_judge")


def ending(order):
    """The end of a claimed look, ready to be written down."""
    generation = work.claim(order.pk)
    with workdir("job") as folder:
        made = work.make(generation, Reporter(generation), workdir=folder)
    return partial(work.finish, generation, *made)


def finish_all():
    for _ in range(20):
        for order in looks().open():
            work.run(order.pk)
    assert not looks().open().exists()


def test_one_file_uploaded_by_two_tabs_is_one_photo_with_one_look(soul, looking, alice) -> None:
    for shade in (10, 90):

        def upload(shade=shade):
            return photos.add(person(alice), pk=soul.pk, file=jpeg(shade), name="me.jpg").pk

        made = at_once(upload, upload, upload)

        assert len(set(made)) == 1 and None not in made
    assert (SoulPhoto.objects.count(), Asset.objects.count()) == (2, 2)
    assert sorted(looks().values_list("references__source_id", flat=True)) == sorted(
        str(pk) for pk in SoulPhoto.objects.values_list("pk", flat=True)
    )
    assert all(storage.size_of(asset.stored_name) for asset in Asset.objects.all())


def test_many_files_at_once_are_all_kept_and_all_judged(soul, looking, alice) -> None:
    def upload(shade):
        return photos.add(person(alice), pk=soul.pk, file=jpeg(shade), name=f"{shade}.jpg").pk

    made = at_once(*(partial(upload, shade) for shade in range(0, 240, 40)))

    assert len(set(made)) == 6 and None not in made
    assert looks().open().count() <= judging.MOST_OPEN
    finish_all()
    album = album_of(soul)
    assert album.waiting == 0 and len(album.kept) == 6


def test_the_last_place_is_given_once(soul, looking, alice, settings) -> None:
    settings.SOUL_PHOTOS_MOST = 1
    rows.a_photo_row(soul)

    def upload(shade):
        return photos.add(person(alice), pk=soul.pk, file=jpeg(shade), name="me.jpg").pk

    made = at_once(*(partial(upload, shade) for shade in (10, 90, 170)))

    assert sum(each is not None for each in made) == 1
    assert SoulPhoto.objects.count() == Asset.objects.count() == 2


def test_called_from_several_ends_no_photo_is_looked_at_twice(soul, looking) -> None:
    for seed in range(11):
        rows.a_photo_row(soul, seed=seed, judged=False)

    def pump():
        judging.pump(SoulID.objects.select_related("owner").get(pk=soul.pk))

    at_once(pump, pump, pump, Photos().look_after)

    assert sorted(each.references.count() for each in looks()) == [4, 4]
    finish_all()
    asked = list(GenerationReference.objects.values_list("source_id", flat=True))
    assert len(asked) == len(set(asked)) == 11


def test_two_looks_that_end_at_once_order_the_next_ones_once(soul, looking) -> None:
    for seed in range(12):
        rows.a_photo_row(soul, seed=seed, judged=False)
    judging.pump(soul)
    first, second = looks().open()

    at_once(ending(first), ending(second))

    assert looks().open().count() == 1 and looks().count() == 3
    assert album_of(soul).waiting == 4


def test_a_photo_removed_as_its_look_ends_is_gone_and_the_others_have_their_verdicts(soul, looking, alice) -> None:
    for turn in range(5):
        pair = [rows.a_photo_row(soul, seed=10 * turn + at, judged=False) for at in range(2)]
        judging.pump(soul)
        end = ending(looks().open().get())

        at_once(end, partial(photos.remove, person(alice), pk=soul.pk, photo=pair[0].pk))

        assert not SoulPhoto.objects.filter(pk=pair[0].pk).exists()
        assert SoulPhoto.objects.get(pk=pair[1].pk).is_judged
    assert not looks().exclude(status=Status.DONE).exists()
    assert not looks().exclude(notes={}).exists()


def test_a_look_cancelled_as_it_ends_has_one_end_and_its_photos_say_which(soul, looking) -> None:
    for turn in range(5):
        photo = rows.a_photo_row(soul, seed=turn, judged=False)
        judging.pump(soul)
        order = looks().open().get()

        at_once(ending(order), partial(generations.cancel, order))

        order.refresh_from_db()
        photo.refresh_from_db()
        assert (photo.is_judged, photo.trouble) == (
            (True, "") if order.status == Status.DONE else (False, "failed")
        )  # fmt: skip


def test_a_soul_deleted_as_a_look_ends_leaves_no_photo_and_nobody_waits_for_ever(alice, looking, private_media) -> None:

    for turn in range(4):
        soul = rows.a_soul(alice, name=f"Soul {turn}", handle=f"soul{turn}")
        rows.a_photo_row(soul, seed=turn, judged=False)
        judging.pump(soul)
        end = ending(looks().open().get())

        at_once(end, partial(forgetting.forget, person(alice), soul.pk))

        assert not SoulID.objects.filter(pk=soul.pk).exists()
        assert not SoulPhoto.objects.exists()
    assert not looks().open().exists() and not looks().exclude(notes={}).exists()


def test_one_photo_removed_by_two_tabs_is_removed_once(soul, looking, alice) -> None:
    photo = rows.a_photo_row(soul)

    def remove():
        photos.remove(person(alice), pk=soul.pk, photo=photo.pk)
        return True

    assert sorted(map(bool, at_once(remove, remove))) == [False, True]
    assert not SoulPhoto.objects.exists() and not Asset.objects.exists()


def test_a_photo_removed_and_sent_again_at_once_is_whole_or_not_there(soul, looking, alice) -> None:
    for shade in (10, 90, 170):
        photo = photos.add(alice, pk=soul.pk, file=jpeg(shade), name="me.jpg")

        def again(shade=shade):
            return photos.add(person(alice), pk=soul.pk, file=jpeg(shade), name="me.jpg").pk

        at_once(again, partial(photos.remove, person(alice), pk=soul.pk, photo=photo.pk))

        assert SoulPhoto.objects.count() == Asset.objects.count()
        for left in SoulPhoto.objects.select_related("asset"):
            assert storage.size_of(left.asset.stored_name) == left.asset.size_bytes


def test_two_tabs_with_one_key_make_one_and_with_one_handle_one(alice) -> None:
    key = uuid4()

    def make(key=key, **asked):
        return souls.create(person(alice), name="Maria", key=key, **asked).pk

    assert len(set(at_once(make, make, make))) == 1

    taken = at_once(*(partial(make, uuid4(), handle="muse") for _tab in range(3)))
    named = at_once(*(partial(make, uuid4()) for _tab in range(3)))

    assert sum(each is not None for each in taken) == 1
    assert len(set(named)) == 3 and None not in named


def test_a_training_ordered_as_its_photo_goes_learns_nothing_from_it(alice, looking, private_media) -> None:
    for turn in range(4):
        soul = rows.a_soul(alice, name=f"Soul {turn}", handle=f"soul{turn}")
        rows.an_album_row(soul, count=11)
        rows.consent_of(soul)
        photo = soul.photos.first()

        at_once(
            partial(training.train, person(alice), pk=soul.pk, key=uuid4()),
            partial(photos.remove, person(alice), pk=soul.pk, photo=photo.pk),
        )

        assert not SoulPhoto.objects.filter(pk=photo.pk).exists()
        for order in Generation.objects.filter(kind="soulid_train").open():
            assert str(photo.pk) not in order.references.values_list("source_id", flat=True)
