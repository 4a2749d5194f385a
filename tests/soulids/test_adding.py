"""Several photos sent at once, and what a Soul ID has cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reklamai.core.errors import FileRefused, NotFound
from soulids.models import SoulMaster
from soulids.selectors.cost import charged_for
from soulids.services import adding, forgetting
from studio.models import Generation, Status
from tests.soulids import rows

pytestmark = pytest.mark.django_db


def a_file(name, content=None):
    return SimpleUploadedFile(name, content or rows.pixels())


BROKEN = b"\x89PNG\r\n\x1a\n and nothing more"


def test_each_is_taken_or_refused_for_itself_in_their_order(alice, soul, looking):
    files = [a_file("one.png"), a_file("broken.png", BROKEN), a_file("two.png")]

    outcomes = adding.add_many(alice, pk=soul.pk, files=files)

    assert [each.name for each in outcomes] == ["one.png", "broken.png", "two.png"]
    assert [each.photo is not None for each in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, FileRefused)
    assert soul.photos.count() == 2


def test_where_none_could_be_taken_the_first_refusal_is_told(alice, soul, looking):
    with pytest.raises(FileRefused):
        adding.add_many(alice, pk=soul.pk, files=[a_file("a.png", BROKEN), a_file("b.png", BROKEN)])

    assert not soul.photos.exists()


def test_one_content_sent_twice_at_once_is_one_photo(alice, soul, looking):
    content = rows.pixels()

    first, second = adding.add_many(alice, pk=soul.pk, files=[a_file("a.png", content), a_file("b.png", content)])

    assert first.photo == second.photo
    assert soul.photos.count() == 1


def test_of_a_person_who_was_erased_meanwhile_nothing_is_taken(alice, soul, looking):
    forgetting.forget(alice, soul.pk)

    with pytest.raises(NotFound):
        adding.add_many(alice, pk=soul.pk, files=[a_file("a.png"), a_file("b.png")])


def an_order(owner, *, price, status):
    return Generation.objects.create(
        owner=owner, kind="image_to_image", model="m", provider="fake", price=price, status=status
    )


def test_what_was_made_counts_as_cost_and_what_failed_does_not(alice, bob, soul):
    other = rows.a_soul(alice, name="Anna")
    for whose, price, status in ((soul, 12, "done"), (soul, 7, "failed"), (soul, 3, "queued"), (other, 40, "done")):
        SoulMaster.objects.create(soul=whose, order=an_order(alice, price=price, status=Status(status)))

    assert (charged_for(soul), charged_for(other)) == (12, 40)
    assert charged_for(rows.a_soul(bob)) == 0
