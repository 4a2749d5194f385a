"""The strip between two frames: made once for a pair, for its owner alone, shown while one looks."""

import io
import time
from datetime import timedelta

import numpy as np
import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from reklamai.core.errors import BadInput, MediaError, NotFound
from reklamai.media.pictures import resized
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, Generation, Status
from studio.services import work
from tests.media.anchors.people import astronaut
from tests.studio.conftest import balance_of
from tests.video.keyframing import kept, textured
from tests.video.plating import load
from video.belongings import Cinema
from video.services import strips

ADDRESS = "/keyframes/strip"
SIZE = (160, 96)


@pytest.fixture(autouse=True)
def workshop(transactional_db, private_media):  # the beat of a work over 3 s looks from another connection
    load("local_film.yaml")
    with translation.override("en"):
        yield


@pytest.fixture
def ends(alice):
    return kept(alice, textured(SIZE, seed=1)), kept(alice, textured(SIZE, seed=2))


@pytest.fixture
def browser(alice):
    client = Client(headers={"hx-request": "true", "accept-language": "en"})
    client.force_login(alice)
    return client


def worked(strip):
    work.run(strip.pk)
    strip.refresh_from_db()
    return strip


def asked(ends, **more):
    return {"start_frame": str(ends[0].pk), "end_frame": str(ends[1].pk), **more}


def test_a_strip_is_eight_moments_from_the_one_frame_to_the_other(alice, ends):
    strip = worked(strips.strip_for(alice, ends[0].pk, ends[1].pk))

    (result,) = strip.results
    with result.file.open("rb") as file:
        picture = np.asarray(Image.open(io.BytesIO(file.read())).convert("RGB"), np.float32)
    assert picture.shape == (120, 8 * 200, 3)
    for seed, part in ((1, picture[:, :200]), (2, picture[:, -200:])):
        assert np.abs(part - resized(textured(SIZE, seed=seed), (200, 120))).mean() < 12, "what WebP changes"
    assert strip.notes["route"]["style"] == "whip"
    assert strip.notes["pictures"] == 8


def test_the_pictures_of_a_strip_are_small_and_no_higher_than_a_strip(alice):
    ends = [kept(alice, textured(size, seed=seed)) for seed, size in enumerate([(1280, 720), (400, 900)])]

    strip = worked(strips.strip_for(alice, ends[0].pk, ends[1].pk, style="dissolve"))

    assert (strip.results[0].width, strip.results[0].height) == (8 * 213, 120)


def test_a_strip_of_large_photos_is_less_than_two_seconds_of_work(alice):
    ends = [kept(alice, resized(portrait, (1600, 1200))) for portrait in (astronaut(), astronaut()[:, ::-1].copy())]
    strip = strips.strip_for(alice, ends[0].pk, ends[1].pk)

    begun = time.process_time()  # the machine of the tests is rarely free
    worked(strip)

    assert strip.notes["route"]["style"] == "face", "the dearest way"
    assert time.process_time() - begun < 2.0


def test_it_is_free_and_no_work_of_its_own(alice, ends):
    worked(strips.strip_for(alice, ends[0].pk, ends[1].pk, style="zoom"))

    assert balance_of(alice) == 100
    assert not Generation.objects.filter(owner=alice).works().exists()
    assert set(Asset.objects.listed_for(alice)) == set(ends)


def test_asking_again_finds_the_same_strip_made_or_being_made(alice, ends):
    first = strips.strip_for(alice, ends[0].pk, ends[1].pk)
    waiting = strips.strip_for(alice, str(ends[0].pk), str(ends[1].pk))
    worked(first)
    done = strips.strip_for(alice, ends[0].pk, ends[1].pk)

    assert first.pk == waiting.pk == done.pk
    assert Generation.objects.filter(kind="keyframe_strip").count() == 1


def test_another_pair_order_or_way_is_another_strip(alice, ends):
    one, other = ends[0].pk, ends[1].pk

    made = [
        strips.strip_for(alice, one, other),
        strips.strip_for(alice, other, one),
        strips.strip_for(alice, one, other, style="wipe"),
        strips.strip_for(alice, one, other, easing="ease_in"),
        strips.strip_for(alice, one, other, seed=1),
    ]

    assert len({strip.pk for strip in made}) == 5
    assert strips.strip_for(alice, one, other, seed=7).pk == made[-1].pk, "seeds choose one of two directions"


def test_a_strip_that_failed_is_made_anew_after_a_minute_and_not_before(alice, ends):
    strip = strips.strip_for(alice, ends[0].pk, ends[1].pk)
    now = timezone.now()
    Generation.objects.filter(pk=strip.pk).update(status=Status.FAILED, finished_at=now)

    at_once = strips.strip_for(alice, ends[0].pk, ends[1].pk)
    Generation.objects.filter(pk=strip.pk).update(finished_at=now - timedelta(minutes=2))
    later = strips.strip_for(alice, ends[0].pk, ends[1].pk)

    assert at_once.pk == strip.pk
    assert later.pk != strip.pk


def test_nobody_gets_a_strip_of_somebody_elses_pictures(alice, bob, ends):
    his = kept(bob, textured(SIZE, seed=3))

    for pair in ((ends[0].pk, his.pk), (his.pk, ends[1].pk), ("no-id", ends[1].pk)):
        with pytest.raises(NotFound):
            strips.strip_for(alice, *pair)
    assert not Generation.objects.filter(kind="keyframe_strip").exists()


def test_only_pictures_are_ends(alice, ends):
    Asset.objects.filter(pk=ends[1].pk).update(kind="clip")

    with pytest.raises(BadInput, match="Only pictures"):
        strips.strip_for(alice, ends[0].pk, ends[1].pk)


@pytest.mark.parametrize("wrong", [{"style": "melt"}, {"easing": "bounce"}, {"count": 0}, {"count": 11}])
def test_settings_that_are_not_offered_are_refused(alice, ends, wrong):
    with pytest.raises(AskInvalid):
        strips.strip_for(alice, ends[0].pk, ends[1].pk, **wrong)


def test_a_strip_goes_with_either_of_its_pictures(alice, bob, ends):
    gone = worked(strips.strip_for(alice, ends[0].pk, ends[1].pk, style="zoom"))
    his = [kept(bob, textured(SIZE, seed=seed)) for seed in (4, 5)]
    stays = worked(strips.strip_for(bob, his[0].pk, his[1].pk, style="zoom"))
    Asset.objects.filter(pk=ends[1].pk).update(deleted_at=timezone.now() - timedelta(days=40))

    Cinema().purge(Q(), before=timezone.now() - timedelta(days=30))

    gone.refresh_from_db()
    stays.refresh_from_db()
    assert gone.deleted_at is not None
    assert stays.deleted_at is None


def test_a_strip_that_is_old_is_let_go_and_made_again_when_it_is_wanted(alice, ends):
    old = worked(strips.strip_for(alice, ends[0].pk, ends[1].pk, style="zoom"))
    Generation.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    strips.let_go(Q(owner=alice), before=timezone.now())

    assert strips.strip_for(alice, ends[0].pk, ends[1].pk, style="zoom").pk != old.pk


def test_the_page_asks_on_until_the_strip_is_there(alice, browser, ends):
    asking = browser.get(ADDRESS, asked(ends)).content.decode()
    worked(Generation.objects.get(kind="keyframe_strip"))
    ready = browser.get(ADDRESS, asked(ends, n="3")).content.decode()

    assert f'hx-get="{ADDRESS}?n=1" hx-trigger="load delay:300ms"' in asking
    assert "Looking at the way" in asking
    strip = Generation.objects.get(kind="keyframe_strip")
    assert ready.count(strip.results[0].file_url) == 2
    assert "The frames have nothing in common" in ready
    assert "hx-get" not in ready, "nobody asks on"


def test_a_strip_beside_another_makers_model_says_whose_it_is(alice, browser, ends):
    worked(strips.strip_for(alice, ends[0].pk, ends[1].pk))

    theirs = browser.get(ADDRESS, asked(ends)).content.decode()
    ours = browser.get(ADDRESS, asked(ends, ours="1")).content.decode()

    assert "This is our draft of the way between. The model makes its own." in theirs
    assert "our draft" not in ours


def test_settings_count_for_our_own_engine_alone(alice, browser, ends):
    wish = {"parameters.style": "zoom", "parameters.easing": "ease_in", "parameters.seed": "3"}

    browser.get(ADDRESS, asked(ends, ours="1", **wish))
    browser.get(ADDRESS, asked(ends, **{"parameters.style": "realistic"}))

    ours, theirs = Generation.objects.filter(kind="keyframe_strip").order_by("created_at")
    told = {"style": "zoom", "easing": "ease_in", "num_intermediate_frames": 6, "seed": 1}
    assert ours.parameters == told
    assert theirs.parameters == {"style": "auto", "easing": "linear", "num_intermediate_frames": 6, "seed": 0}


def test_after_many_looks_the_page_is_told_instead_of_asking_on(browser, ends):
    told = browser.get(ADDRESS, asked(ends, n="60")).content.decode()

    assert "takes longer than usual" in told
    assert "hx-get" not in told


@pytest.mark.parametrize("ends_given", [{}, {"start_frame": "x"}, {"end_frame": "x"}])
def test_without_both_frames_there_is_nothing_to_show(browser, ends_given):
    answer = browser.get(ADDRESS, ends_given)

    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_what_is_wrong_is_said_in_its_place(browser, ends):
    missing = browser.get(ADDRESS, {"start_frame": "x", "end_frame": str(ends[1].pk)})
    odd = browser.get(ADDRESS, asked(ends, ours="1", n="²" * 9, **{"parameters.seed": "9" * 5000}))

    assert (missing.status_code, odd.status_code) == (200, 200)
    assert "There is no strip: There is no such file." in missing.content.decode()
    assert "Looking at the way" in odd.content.decode()


def test_a_picture_that_cannot_be_read_is_told_and_asked_no_more(browser, ends):
    browser.get(ADDRESS, asked(ends))
    strip = Generation.objects.get(kind="keyframe_strip")
    Generation.objects.filter(pk=strip.pk).update(
        status=Status.FAILED, finished_at=timezone.now(), error_message=MediaError("It is broken.").message
    )

    told = browser.get(ADDRESS, asked(ends, n="4")).content.decode()

    assert "There is no strip: It is broken." in told
    assert "hx-get" not in told


def test_strangers_are_sent_to_sign_in(db):
    assert Client().get(ADDRESS).status_code == 302
