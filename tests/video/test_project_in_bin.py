"""A project goes into the bin and its works do not: every door that makes more of them goes on, filed nowhere."""

from uuid import uuid4

import pytest

from studio.models import Asset, Generation, Project, Status
from studio.services import catalogue, projects, work
from tests.api.conftest import client_of
from tests.pages.workbench import a_done_work
from tests.studio.conftest import balance_of
from tests.video.hearing import PRICE, mix_for, orders_of, say, speak, with_hearing
from tests.video.plating import load
from tests.video.sketching import a_film, drafted, read, with_small_engines, work_through
from tests.video.sounds import clip, put
from video.models import MultiShotGeneration, SoundPart
from video.services import mixing, sounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(alice):
    return Project.objects.create(owner=alice, name="Coffee")


@pytest.fixture
def done(alice, folder, private_media):
    """A picture of a project that lies in the bin by now."""
    catalogue.load()
    made = a_done_work(alice)
    Generation.objects.filter(pk=made.pk).update(project=folder)
    Asset.objects.filter(generation=made).update(project=folder)
    projects.delete(alice, pk=folder.pk)
    return Generation.objects.get(pk=made.pk)


@pytest.fixture
def page(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def newest():
    return Generation.objects.order_by("-created_at").first()


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_work_is_made_again(page, alice, done, door):
    if door == "page":
        answer = page.post(f"/generations/{done.pk}/retry", {"key": uuid4()}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
    else:
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
        answer = client_of(alice).post(f"/api/generations/{done.pk}/retry", **key)
        assert answer.status_code == 202

    assert newest() != done
    assert (newest().prompt, newest().project) == (done.prompt, None)


def test_a_work_is_made_again_in_its_project_while_that_is_there(page, alice, done, folder):
    projects.restore(alice, pk=folder.pk)

    page.post(f"/generations/{done.pk}/retry", {"key": uuid4()})

    assert newest().project == folder


def test_a_master_is_exported(page, done):
    answer = page.post(f"/generations/{done.pk}/masters/export", {"key": uuid4(), "format": "tiff16"})

    assert answer.status_code == 302
    assert (newest().kind, newest().project, newest().parent) == ("master", None, done)


def test_the_pages_of_a_work_say_nothing_of_what_is_gone(page, alice, done):
    key = f"/generations/{done.pk}"
    assert page.get(key).status_code == 200
    assert page.get(f"{key}/masters").status_code == 200
    assert client_of(alice).get(f"/api{key}").status_code == 200


class TestSound:
    @pytest.fixture
    def film(self, alice, folder, settings, fake_engine, private_media):
        with_small_engines(settings)
        with_hearing(settings, fake_engine)
        load("local_speech.yaml")
        film = a_film(alice, "a street", "a café", project=folder)
        say(film, "Good morning.", "Come in!")
        projects.delete(alice, pk=folder.pk)
        return read(film)

    def test_a_board_is_drafted_spoken_and_mixed(self, alice, film):
        mix = mix_for(film)
        speak(mix)
        drafted(film)
        MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=read(film).animatic)
        mixing.order_mix(alice, mix)
        work_through()

        assert set(Generation.objects.values_list("project", "status")) == {(None, Status.DONE)}
        assert balance_of(alice) == 100 - 2 * PRICE

    @pytest.mark.parametrize("door", ["page", "api"])
    def test_every_door_of_a_board_s_sound_goes_on(self, page, alice, film, door):
        room = "/api/mixes" if door == "api" else "/sound"
        mix = mix_for(film)
        api = client_of(alice)
        speak(mix)
        drafted(film)
        [line, _other] = orders_of(mix)

        def post(deed, **body):
            if door == "page":
                return page.post(f"{room}/{mix.pk}/{deed}", {"key": uuid4(), **body}).status_code
            key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
            return api.post(f"{room}/{mix.pk}/{deed}", body, format="json", **key).status_code

        song = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "la", "lane": "music", "count": "1"}
        ordered = {"order": "1", "voice": "anna"} if door == "page" else {}
        good = (200, 202, 302)
        assert (page if door == "page" else api).get(f"{room}/{mix.pk}").status_code == 200
        assert post("preview") in good
        assert post("speak", only=[str(line.piece.shot_id)]) in good
        assert post("make", **song, **ordered) in good
        assert post("cancel") in good
        assert Generation.objects.filter(kind="text_to_speech").count() == 4
        assert not Generation.objects.exclude(project=None).exists()

    def test_a_clip_of_it_gets_a_sound(self, alice, film, folder):
        made = clip(alice, project=folder)
        mix = sounds.mix_of_clip(alice, made)
        put(alice, mix)

        order = mixing.order_mix(alice, mix)

        assert order.generation.project is None
        assert orders_of(mix, SoundPart.MIX) == [order]

    def test_a_project_in_the_bin_that_a_program_names_is_none(self, alice, film, folder):
        mix = mix_for(film)
        body = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "la", "lane": "music"}
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}

        answer = client_of(alice).post(
            f"/api/mixes/{mix.pk}/make", {**body, "project": str(folder.pk)}, format="json", **key
        )

        assert answer.status_code == 404
        assert not Generation.objects.exists()


def test_a_worker_that_is_at_it_meanwhile_ends_as_ever(alice, folder, place):
    made = place(alice, project=folder.pk)
    projects.delete(alice, pk=folder.pk)

    work.run(made.pk)

    made.refresh_from_db()
    assert made.status == Status.DONE
