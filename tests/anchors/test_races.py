"""What happens to anchors at the same moment, with threads on PostgreSQL."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from anchors.models import ReferenceAnchor
from anchors.services import anchors, extracting, multi
from studio.models import Asset, Generation, Status, User
from studio.selectors import ledger
from studio.services import assets, bin, generations, work
from studio.services.reporting import Reporter
from studio.services.workdirs import workdir
from tests.anchors.conftest import extractions, features
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def owner_of(anchor):
    return User.objects.get(pk=anchor.owner_id)


def finishing(anchor):
    """The end of a claimed extraction, ready to be written down."""
    generation = work.claim(anchor.extraction_id)
    with workdir("job") as folder:
        made = work.make(generation, Reporter(generation), workdir=folder)
    return partial(work.finish, generation, *made)


def test_two_locks_at_once_both_hold(alice, ready):
    anchor = ready(alice)

    for _ in range(5):
        anchors.change(alice, pk=anchor.pk, locked=[])
        wanted = ("face", "clothing", "lighting")
        at_once(*(partial(anchors.lock, owner_of(anchor), pk=anchor.pk, element=each) for each in wanted))

        anchor.refresh_from_db()
        assert anchor.locked_elements == list(wanted)


def test_two_tabs_with_one_key_make_one_anchor_and_one_order(alice, fresh, picture):
    asset, key = picture(alice), uuid4()

    def make():
        return anchors.create(User.objects.get(pk=alice.pk), asset=asset.pk, key=key).pk

    made = at_once(make, make, make, make)

    assert len(set(made)) == 1
    assert None not in made
    assert (ReferenceAnchor.objects.count(), extractions().count()) == (1, 1)


def test_asked_anew_by_two_tabs_it_is_looked_at_once(alice, ready):
    anchor = ready(alice)

    asked = at_once(*(partial(extracting.extract, owner_of(anchor), pk=anchor.pk) for _tab in range(3)))

    assert sum(each is not None for each in asked) == 1
    assert extractions().filter(status=Status.QUEUED).count() == 1


def test_deleted_as_its_extraction_ends_it_ends_one_way_and_nobody_waits_for_ever(alice, fresh):
    for shade in range(6):
        anchor = fresh(alice, shade=shade)
        ending = finishing(anchor)

        at_once(ending, partial(anchors.delete, owner_of(anchor), pk=anchor.pk))

        anchor = ReferenceAnchor.objects.select_related("extraction").get(pk=anchor.pk)
        assert anchor.deleted_at
        assert anchor.status in (Status.DONE, Status.CANCELLED)
        assert (anchor.features == features()) == (anchor.status == Status.DONE)
        assert anchor.cuts.count() == (5 if anchor.status == Status.DONE else 0)


def test_cancelled_as_it_ends_the_anchor_says_what_the_order_says(alice, fresh):
    for shade in range(6):
        anchor = fresh(alice, shade=shade)
        ending, order = finishing(anchor), Generation.objects.get(pk=anchor.extraction_id)

        at_once(ending, partial(generations.cancel, order))

        anchor = ReferenceAnchor.objects.select_related("extraction").get(pk=anchor.pk)
        assert bool(anchor.features) == (anchor.status == Status.DONE)
    assert list(ledger.faults()) == []


def test_locked_and_looked_at_anew_at_once_what_is_not_found_any_more_is_not_locked(alice, ready, extraction):
    anchor = ready(alice)
    for each in (features(missing=("clothing",)), features(missing=("clothing", "place"))):
        extraction.found = each
        waiting = extracting.extract(alice, pk=anchor.pk)

        at_once(finishing(waiting), partial(anchors.lock, owner_of(anchor), pk=anchor.pk, element="clothing"))

        anchor.refresh_from_db()
        assert "clothing" not in anchor.found
        assert anchor.locked_elements == ["face"]


def test_no_anchor_stands_on_a_picture_that_the_bin_took_at_the_same_moment(alice, fresh, picture, extraction):
    for shade in range(6):
        asset = picture(alice, shade)
        assets.delete(asset)

        def make(asset=asset):
            Asset.objects.filter(pk=asset.pk).update(deleted_at=None)
            return anchors.create(User.objects.get(pk=alice.pk), asset=asset.pk, key=uuid4())

        made, _emptied = at_once(make, partial(bin.empty, User.objects.get(pk=alice.pk)))

        assert (made is not None) == Asset.objects.filter(pk=asset.pk).exists()
        assert connection.is_usable()


def test_two_slots_filled_at_once_are_both_filled(alice, ready):
    anna = ready(alice)
    for _ in range(4):
        found = multi.create(alice, name="Autumn", slots={})
        fill = partial(multi.change, User.objects.get(pk=alice.pk), pk=found.pk)

        at_once(partial(fill, slots={"face": anna.pk}), partial(fill, slots={"lighting": anna.pk}))

        found.refresh_from_db()
        assert set(found.slots) == {"face", "lighting"}


def test_what_is_taken_over_as_the_bin_is_emptied_stays_or_is_looked_at_anew(alice, ready, picture):
    for shade in range(3):
        earlier = ready(alice, shade=shade)
        anchors.delete(alice, pk=earlier.pk)

        def make(asset=earlier.image_id):
            return anchors.create(User.objects.get(pk=alice.pk), asset=asset, key=uuid4())

        made, _emptied = at_once(make, partial(bin.empty, User.objects.get(pk=alice.pk)))

        assert made.extraction_id or made.cuts.count() == 5
        assert not Generation.objects.filter(assets__cut_for__anchor=made).exclude(deleted_at=None).exists()
