"""Two clips become one: by the page, by the API, seen before in a strip; for their owner alone."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import numpy as np
import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone, translation

from reklamai.media import pictures, probe
from reklamai.media.ffmpeg import frames_writer
from studio import storage
from studio.models import Asset, Generation, Status
from studio.services import assets, work
from tests.video.plating import load, picture_of
from video.services import transitions

FPS, FRAMES = 10, 20


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    """Two seconds each: a dark one, and a light one."""
    folder = tmp_path_factory.mktemp("clips")

    def made(name, luma):
        with frames_writer(folder / name, size=(64, 48), fps=FPS) as writer:
            for index in range(FRAMES):
                frame = np.full((72, 64), 128, np.uint8)
                frame[:48] = luma + index
                writer.write(frame)
        return (folder / name).read_bytes()

    return made("dark.mp4", 40), made("light.mp4", 190)


@pytest.fixture
def catalogue(db, private_media):
    load("local_film.yaml")


@pytest.fixture
def pair(catalogue, clips):
    """Gives `pair(owner)`: the two in their library."""

    def upload(owner):
        return [kept(owner, content) for content in clips]

    return upload


def kept(owner, content):
    file = BytesIO(content)
    file.name = "clip.mp4"
    return assets.upload(owner=owner, file=file, name="clip.mp4")


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice)
    return client


def ordered(user, one, other, **changes):
    wish = {"style": "crossfade", "seconds": 0.5, "key": uuid4(), **changes}
    return transitions.order(user, one.pk, other.pk, **wish)


def light_of(picture):
    return float(np.mean(picture))


def test_two_clips_become_one_that_is_as_long_as_both_less_the_join(alice, pair, run, tmp_path):
    made = run(ordered(alice, *pair(alice)))

    assert made.status == Status.DONE, made.error_message
    facts = probe.probe(storage.local_copy(made.result.stored_name, into=tmp_path))
    assert facts.frames == 2 * FRAMES - 5
    assert made.price == 0


def test_the_same_key_is_the_same_order(alice, pair):
    one, other = pair(alice)
    key = uuid4()

    assert ordered(alice, one, other, key=key).pk == ordered(alice, one, other, key=key).pk
    assert Generation.objects.count() == 1


def test_a_strip_leads_from_the_first_clip_to_the_second(alice, pair, run):
    one, other = pair(alice)
    strip = run(transitions.strip_for(alice, one.pk, other.pk, style="crossfade", seconds=0.5))

    assert strip.status == Status.DONE, strip.error_message
    with strip.result.file.open() as file:
        row = pictures.open_picture(file)
    parts = np.array_split(row, 8, axis=1)
    lights = [light_of(part) for part in parts]
    assert lights == sorted(lights)
    assert lights[0] < 70
    assert lights[-1] > 180


def test_a_dip_is_shown_as_it_goes_through_its_colour(alice, pair, run):
    one, other = pair(alice)
    strip = run(transitions.strip_for(alice, other.pk, one.pk, style="dip_black", seconds=1.0))

    with strip.result.file.open() as file:
        parts = np.array_split(pictures.open_picture(file), 8, axis=1)
    assert min(light_of(part) for part in parts[1:7]) < light_of(parts[-1])


def test_the_same_wish_finds_the_same_strip_and_another_wish_another(alice, pair):
    one, other = pair(alice)
    strip = lambda **wish: transitions.strip_for(alice, one.pk, other.pk, **{"style": "whip", "seconds": 0.5, **wish})  # noqa: E731

    assert strip().pk == strip().pk
    assert strip(style="zoom").pk != strip().pk
    assert strip(seconds=0.8).pk != strip().pk


def test_a_strip_that_failed_long_ago_is_tried_again(alice, pair):
    one, other = pair(alice)
    first = transitions.strip_for(alice, one.pk, other.pk, style="whip", seconds=0.5)
    Generation.objects.filter(pk=first.pk).update(
        status=Status.FAILED, finished_at=timezone.now() - timedelta(minutes=5)
    )

    assert transitions.strip_for(alice, one.pk, other.pk, style="whip", seconds=0.5).pk != first.pk


def test_the_strip_goes_to_the_bin_with_its_clip(alice, pair, run):
    one, other = pair(alice)
    strip = run(transitions.strip_for(alice, one.pk, other.pk, style="crossfade", seconds=0.5))
    now = timezone.now()
    Asset.objects.filter(pk=one.pk).update(deleted_at=now)

    transitions.let_go(Q(), before=now)

    strip.refresh_from_db()
    assert strip.deleted_at is not None


class TestOnThePage:
    def test_a_choice_is_ordered_and_its_work_is_opened(self, page, alice, pair):
        one, other = pair(alice)

        answer = page.post("/transitions", {"first": one.pk, "second": other.pk, "style": "whip", "seconds": "0.4"})

        (made,) = Generation.objects.all()
        assert answer.headers["Location"] == made.get_absolute_url()
        assert (made.kind, made.parameters["style"], made.parameters["join_seconds"]) == ("transition", "whip", 0.4)

    def test_files_are_taken_with_the_form_alone(self, page, alice, catalogue, clips):
        files = {f"{end}_file": BytesIO(content) for end, content in zip(("first", "second"), clips, strict=True)}
        for end, file in files.items():
            file.name = f"{end}.mp4"

        answer = page.post("/transitions", {"style": "auto", "seconds": "0.5", **files})

        assert answer.status_code == 302
        assert Asset.objects.filter(owner=alice).count() == 2

    def test_a_file_that_is_dropped_is_chosen_at_once(self, page, alice, catalogue, clips):
        file = BytesIO(clips[0])
        file.name = "dark.mp4"

        html = page.post("/transitions/upload", {"first_file": file, "seconds": "0.5"}).content.decode()

        (asset,) = Asset.objects.filter(owner=alice)
        assert f'name="first" value="{asset.pk}" checked' in html

    @pytest.mark.parametrize(
        ("given", "status"),
        [
            ({"first": "nonsense", "second": "\x00"}, 404),
            ({"seconds": "9"}, 400), ({"seconds": "NaN"}, 400), ({"style": "no such"}, 400), ({"seconds": "1.5"}, 400),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_told_and_the_choice_stays(self, page, alice, pair, given, status):
        one, other = pair(alice)

        answer = page.post(
            "/transitions", {"first": one.pk, "second": other.pk, "style": "whip", "seconds": "0.5", **given}
        )

        assert answer.status_code == status
        assert 'role="alert"' in answer.content.decode()
        assert not Generation.objects.exists()

    def test_both_clips_have_to_be_chosen(self, page, alice, pair):
        one, _other = pair(alice)

        answer = page.post("/transitions", {"first": one.pk}, headers={"accept-language": "en"})

        assert answer.status_code == 400
        assert "Choose both clips." in answer.content.decode()

    def test_a_picture_is_no_clip(self, page, alice, pair):
        one, _other = pair(alice)

        answer = page.post("/transitions", {"first": one.pk, "second": picture_of(alice).pk})

        assert answer.status_code >= 400
        assert not Generation.objects.exists()

    def test_nobody_joins_or_looks_at_another_s_clips(self, page, alice, bob, pair):
        mine, theirs = pair(alice), pair(bob)
        wish = {"first": mine[0].pk, "second": theirs[0].pk, "style": "whip", "seconds": "0.5"}

        assert page.post("/transitions", wish).status_code == 404
        assert str(theirs[0].pk) not in page.get("/transitions", wish).content.decode().replace(
            f"second={theirs[0].pk}", ""
        )
        assert (
            "There is no strip"
            in page.get("/transitions/strip", wish, headers={"accept-language": "en"}).content.decode()
        )
        assert not Generation.objects.exists()

    def test_the_strip_asks_on_until_it_is_there(self, page, alice, pair):
        one, other = pair(alice)
        wish = {"first": one.pk, "second": other.pk, "style": "crossfade", "seconds": "0.5"}

        assert "hx-get" in page.get("/transitions/strip", wish).content.decode()
        work.run(Generation.objects.get().pk)

        assert "<figure" in page.get("/transitions/strip", wish).content.decode()

    def test_an_old_link_with_clips_opens_with_them_chosen(self, page, alice, pair):
        one, other = pair(alice)

        html = page.get(f"/transitions?first={one.pk}&second={other.pk}").content.decode()

        assert f'name="first" value="{one.pk}" checked' in html
        assert f'name="second" value="{other.pk}" checked' in html

    def test_it_is_russian_too(self, page, alice, pair):
        alice.language = "ru"
        alice.save()

        with translation.override("ru"):
            html = page.get("/transitions").content.decode()

        assert "Переходы" in html
        assert "Перетекание" in html or "Авто" in html

    def test_it_asks_no_more_with_more_clips(self, page, alice, pair, django_assert_max_num_queries):
        pair(alice)
        page.get("/transitions")
        for _ in range(2):
            pair(alice)

        with django_assert_max_num_queries(14):
            page.get("/transitions")


class TestByTheApi:
    def test_a_transition_is_ordered_like_any_work(self, api, alice, pair):
        one, other = pair(alice)

        answer = api.post(
            "/api/transitions", {"first": str(one.pk), "second": str(other.pk), "style": "zoom"}, format="json"
        )

        assert answer.status_code == 202
        assert answer.json()["id"] == str(Generation.objects.get().pk)
        assert answer.json()["kind"] == "transition"

    def test_another_s_clip_is_not_there(self, api, alice, bob, pair):
        one, other = pair(alice)[0], pair(bob)[0]

        answer = api.post("/api/transitions", {"first": str(one.pk), "second": str(other.pk)}, format="json")

        assert answer.status_code == 404

    @pytest.mark.parametrize("given", [{"style": "cut"}, {"seconds": 9}, {"seconds": "NaN"}, {"first": "a word"}])
    def test_what_cannot_be_is_refused(self, api, alice, pair, given):
        one, other = pair(alice)

        answer = api.post("/api/transitions", {"first": str(one.pk), "second": str(other.pk), **given}, format="json")

        assert answer.status_code in (400, 422)
        assert not Generation.objects.exists()
