"""What a board says while its film is made, once it is there, and when it cannot be joined."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import translation

from studio.models import Generation, Status
from studio.services import work
from tests.video.filming import film, maker, orders_of, render, work_off  # noqa: F401
from video.models import FilmStatus

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def rendered(alice, film):
    """A board whose shots are there, and whose film is about to be joined."""
    made = film(alice, "a", "b")
    render(made)
    for order in orders_of(made):
        work.run(order.generation_id)
    return made


def seen(page, film, piece):
    return page.get(f"/storyboards/{film.pk}/{piece}", headers=HX).content.decode()


def stamp(found):
    return re.search(r'data-stamp="([^"]*)"', found)[1]


def test_the_price_is_asked_for_anew_when_the_film_is_there(page, rendered, alice):
    before = seen(page, rendered, "live")
    assert "Being made" in seen(page, rendered, "quote")

    work_off(alice)

    assert stamp(seen(page, rendered, "live")) != stamp(before)
    assert "Everything is rendered" in seen(page, rendered, "quote")


def test_a_film_that_is_being_joined_is_not_joined_once_more(rendered):
    render(rendered)

    assert len(orders_of(rendered, "film")) == 1


def test_joins_changed_while_the_film_is_joined_make_another_one(page, rendered, alice):
    rendered.shots.filter(position=0).update(join_style="dip_black", join_seconds=0.2)

    render(rendered)
    work_off(alice)

    rendered.refresh_from_db()
    assert rendered.combined_video == orders_of(rendered, "film")[1].generation.result
    assert "Everything is rendered" in seen(page, rendered, "quote")


def test_the_film_and_its_captions_come_into_the_menu_by_themselves(page, rendered, alice):
    before = seen(page, rendered, "live")

    work_off(alice)

    after = seen(page, rendered, "live")
    rendered.refresh_from_db()
    wanted = (f"{rendered.combined_video.file_url}?download=1", "captions.vtt?of=film")
    assert [address in before for address in wanted] == [False, False]
    assert [address in after for address in wanted] == [True, True]


def test_a_film_that_cannot_be_joined_says_why_and_can_be_tried_again(page, rendered, alice):
    before = stamp(seen(page, rendered, "live"))
    clip = Path(default_storage.path(orders_of(rendered)[1].generation.result.file.name))
    whole = clip.read_bytes()
    clip.write_bytes(b"no clip")

    work_off(alice)

    foot = seen(page, rendered, "quote")
    rendered.refresh_from_db()
    assert rendered.trouble and rendered.trouble in foot
    assert re.search(r'id="render">\s*Join the film', foot)
    assert stamp(seen(page, rendered, "live")) != before

    clip.write_bytes(whole)
    render(rendered)
    work_off(alice)

    rendered.refresh_from_db()
    assert (rendered.status, rendered.trouble) == (FilmStatus.DONE, "")
    assert rendered.combined_video is not None


def test_a_board_says_that_it_runs_as_soon_as_a_worker_has_begun(page, alice, film):
    made = film(alice, "a", "b")
    render(made)
    assert "Queued" in seen(page, made, "live").split("<h1>")[1].split("</p>")[0]

    Generation.objects.filter(pk=orders_of(made)[0].generation_id).update(status=Status.RUNNING)

    assert "Running" in seen(page, made, "live").split("<h1>")[1].split("</p>")[0]
