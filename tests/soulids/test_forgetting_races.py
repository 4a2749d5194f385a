"""A person is forgotten while somebody is at work with them: whoever comes first, nothing of the face is left."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction

from reklamai.core.errors import NotFound
from soulids.media.encoding import as_text
from soulids.models import RemoteErasure, SoulID, SoulPhoto, SoulVersion
from soulids.services import forgetting, photos
from studio.ask import Ask, ReferenceAsk
from studio.engines.base import Result
from studio.models import Asset, Generation, GenerationReference, Status
from studio.selectors.ledger import faults
from studio.services import orders, work
from studio.services.asks import checked
from studio.services.writing import write_items
from tests.soulids import rows, used
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def nothing_left(soul):
    """No row of the person, no file of this room's, no number, and no order that holds any."""
    assert not SoulID.objects.filter(pk=soul.pk).exists()
    assert not SoulPhoto.objects.exists()
    assert not SoulVersion.objects.exists()
    assert not Asset.objects.filter(room="soulids").exists()
    assert (
        not GenerationReference.objects.filter(source__in=("soulid", "soul-photo")).exclude(facts={}, file="").exists()
    )
    assert not GenerationReference.objects.filter(source_id=str(soul.pk)).exists()
    assert list(faults()) == []


def stored(private_media):
    return [path for path in private_media.rglob("*") if path.is_file()]


def test_two_who_forget_at_once_do_it_once(trained, alice, private_media):
    used.a_lora(trained)

    told = at_once(*[partial(forgetting.forget, alice, trained.pk)] * 2)

    assert [each is None for each in told].count(True) == 1
    nothing_left(trained)
    assert RemoteErasure.objects.count() == 2
    assert not stored(private_media)


@pytest.mark.parametrize("turn", range(3))
def test_a_new_order_is_ended_or_refused(trained, alice, entry, fake_engine, private_media, turn):
    ask = Ask(
        kind="text_to_image", model=entry.pk, prompt="a can", references=(ReferenceAsk("soulid", str(trained.pk), ""),)
    )

    at_once(partial(orders.order, owner=alice, ask=ask, key=uuid4()), partial(forgetting.forget, alice, trained.pk))

    nothing_left(trained)
    assert not Generation.objects.open().exists()


def test_an_order_that_was_checked_before_brings_no_face_back(trained, alice, entry, fake_engine, private_media):
    """The moment that no thread hits by chance: lent before the erasure, written after it."""
    ask = Ask(
        kind="text_to_image", model=entry.pk, prompt="a can", references=(ReferenceAsk("soulid", str(trained.pk), ""),)
    )
    ready = checked(owner=alice, ask=ask)
    forgetting.forget(alice, trained.pk)

    with pytest.raises(NotFound), transaction.atomic():
        write_items(ready, owner=alice, key=uuid4(), digest=ask.digest())

    assert not Generation.objects.exists()


def test_an_upload_lands_in_nothing(soul, alice, looking, png, private_media):
    at_once(
        partial(photos.add, alice, pk=soul.pk, file=png(), name="a.png"), partial(forgetting.forget, alice, soul.pk)
    )

    nothing_left(soul)
    assert not stored(private_media)


def test_a_training_that_ends_at_that_moment_leaves_nothing(album, alice, catalogue_of_souls, private_media):
    learnt = notes_of(album)
    training = used.an_order_of_photos(album, "soulid_train", status=Status.RUNNING, attempt=1)
    SoulID.objects.filter(pk=album.pk).update(training=training)

    at_once(partial(ends, training, learnt), partial(forgetting.forget, alice, album.pk))

    nothing_left(album)
    assert not Generation.objects.filter(kind="soulid_train").exclude(notes={}).exists()


def test_a_look_that_ends_at_that_moment_leaves_nothing(album, alice, looking, private_media):
    photo = rows.a_photo_row(album, judged=False, seed=99)
    judging = used.an_order_of_photos(album, "soulid_judge", photos=[photo], status=Status.RUNNING, attempt=1)
    SoulPhoto.objects.filter(pk=photo.pk).update(judging=judging)
    seen = {"photos": {str(photo.pk): looking.told(str(photo.pk))}}

    at_once(partial(ends, judging, seen), partial(forgetting.forget, alice, album.pk))

    nothing_left(album)
    assert not Generation.objects.exclude(notes={}).exists()


def notes_of(soul):
    found = rows.learned_from(soul)
    return {
        "embedding": as_text(found.centroid), "report": found.report.as_json(),
        "references": list(found.report.references), "master_apart": 0.3, "master_source": "portrait",
    }  # fmt: skip


def ends(order, notes):
    """The worker's side of an order's end, without files."""
    work.finish(Generation.objects.get(pk=order.pk), Result(files=(), notes=notes), ())
