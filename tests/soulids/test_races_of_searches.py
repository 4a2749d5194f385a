"""What happens to searches at the same moment, with threads on PostgreSQL."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from soulids.models import SoulSearch
from soulids.services import forgetting, searching
from studio.models import Asset, Generation, Status, User
from studio.services import generations, work
from studio.services.reporting import Reporter
from studio.services.workdirs import workdir
from tests.soulids import rows
from tests.soulids.seeing import like, seeing  # noqa: F401
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def person(user):
    return User.objects.get(pk=user.pk)


def ask(owner, content, key):
    file = SimpleUploadedFile("who.png", content)
    return searching.by_file(person(owner), file=file, key=key)


def ending(order):
    """The end of a claimed search, ready to be written down."""
    generation = work.claim(order.pk)
    with workdir("job") as folder:
        made = work.make(generation, Reporter(generation), workdir=folder)
    return partial(work.finish, generation, *made)


def test_one_file_sent_twice_under_one_key_is_one_search(alice, seeing) -> None:
    for _each in range(3):
        key, content = uuid4(), rows.pixels()
        before = Generation.objects.count()

        told = at_once(*[partial(ask, alice, content, key)] * 3)

        assert len({search.pk for search in told}) == 1
        assert Generation.objects.count() == before + 1
        assert Asset.objects.count() == before + 1


def test_a_search_that_ends_while_the_person_is_erased_names_nobody_who_is_gone(alice, trained, seeing) -> None:
    seeing.faces = [like(trained)]
    search = ask(alice, rows.pixels(), uuid4())

    at_once(ending(search.order), lambda: forgetting.forget(person(alice), trained.pk))

    search.refresh_from_db()
    assert search.matches == []
    assert Generation.objects.get(pk=search.order_id).notes == {}
    assert not Asset.objects.filter(room="soulids").exists()


def test_a_search_that_is_stopped_as_it_ends_leaves_no_picture(alice, trained, seeing, private_media) -> None:
    seeing.faces = [like(trained)]
    for _each in range(3):
        search = ask(alice, rows.pixels(), uuid4())

        at_once(ending(search.order), lambda search=search: generations.cancel(search.order))

        search = SoulSearch.objects.select_related("order").get(pk=search.pk)
        assert search.order.status in (Status.DONE, Status.CANCELLED)
        assert bool(search.matches) == (search.order.status == Status.DONE)
        assert Asset.objects.filter(room="soulids").count() == 14  # twelve photos, the master image and its cut
        assert search.order.notes == {}
