"""The pages of Soul IDs: the gallery, the four steps, photos with their verdicts, the training under way."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from reklamai.core.errors import BadInput
from soulids.media.verdicts import ADVICE
from soulids.models import Consent, SoulID, SoulPhoto
from soulids.services import training
from soulids.shown.words import HELP, REASONS, holding_back, missing
from studio.models import Generation, Status
from tests.pages.workbench import picture_bytes, upload_of
from tests.soulids import rows
from tests.soulids.conftest import catalogue_of_souls, looking  # noqa: F401

HTMX = {"HX-Request": "true"}
GALLERY = "/soul-ids"
SAID = {"person": "Vera Lis", "right": "own_face", "agreed": "on"}


@pytest.fixture(autouse=True)
def room(looking, private_media):
    """The engine of tests looks at photos."""
    return looking


def text_of(response):
    return response.content.decode()


@pytest.fixture
def soul(vera):
    return rows.a_soul(vera)


@pytest.fixture
def album(soul):
    rows.an_album_row(soul)
    rows.consent_of(soul)
    return soul


@pytest.fixture
def trained(album):
    rows.a_version(album)
    return album


def photo_in(answer, photo):
    return re.search(rf'<li class="photo" id="photo-{photo.pk}".*?</li>', answer, re.DOTALL)[0]


def begun(owner, soul, **columns):
    """A training that is under way."""
    training.train(owner, pk=soul.pk, key=uuid4())
    soul.refresh_from_db()
    Generation.objects.filter(pk=soul.training_id).update(started_at=timezone.now(), **columns)
    return soul


class TestGallery:
    def test_a_stranger_is_asked_to_sign_in(self, client):
        answer = client.get(GALLERY)

        assert answer.status_code == 302
        assert "/account/login/" in answer.url

    def test_without_anybody_it_tells_what_a_soul_id_is_and_how_to_begin(self, page):
        answer = text_of(page.get(GALLERY))

        assert "Nobody has been learned yet" in answer
        assert "From 10 to 70" in answer
        assert f'href="{GALLERY}/new"' in answer
        assert 'aria-current="page"' in re.search(rf'<a class="rail-link" href="{GALLERY}"[^>]*>', answer)[0]

    def test_a_card_shows_master_name_handle_state_and_grade(self, page, trained):
        answer = text_of(page.get(GALLERY))

        assert trained.version.master.thumbnail_url in answer
        assert "@maria" in answer
        assert ">Ready<" in answer
        assert f"Likeness <b>{trained.version.quality.grade}</b>" in answer
        assert f"/create/image?hold=soulid:{trained.pk}:" in answer

    def test_a_draft_says_how_many_photos_it_has_and_leads_on(self, page, album):
        answer = text_of(page.get(GALLERY))

        assert "Draft, photos: 12" in answer
        assert f'href="{GALLERY}/{album.pk}/train"' in answer
        assert "hold=soulid" not in answer

    def test_somebody_who_is_being_learned_moves_on_the_card(self, page, vera, album):
        begun(vera, album, status=Status.RUNNING, stage="portrait", progress=40)

        answer = text_of(page.get(GALLERY))

        assert "Making the portrait" in answer
        assert '<progress max="100" value="40"' in answer
        assert f'hx-get="{GALLERY}/{album.pk}/card" hx-trigger="every 2s"' in answer

    def test_it_asks_no_more_of_the_database_for_many(self, page, vera, album, django_assert_max_num_queries):
        begun(vera, album, status=Status.RUNNING)
        for name in ("Anna", "Boris", "Clara", "Dina"):
            other = rows.a_soul(vera, name=name)
            rows.an_album_row(other, count=4)
            rows.a_version(other)
        page.get(GALLERY)

        with django_assert_max_num_queries(12):
            assert text_of(page.get(GALLERY)).count("<article") == 5

    def test_it_is_searched_by_name(self, page, vera):
        rows.a_soul(vera, name="Anna")
        rows.a_soul(vera, name="Boris")

        assert text_of(page.get(f"{GALLERY}?q=ann")).count("<article") == 1
        assert "Nobody of this name" in text_of(page.get(f"{GALLERY}?q=zoe"))


class TestOthers:
    def test_another_persons_soul_id_is_nowhere(self, page, timur):
        soul = rows.a_soul(timur, name="A secret")
        photo = rows.an_album_row(soul, count=4)[0]
        rows.a_version(soul)

        assert "A secret" not in text_of(page.get(GALLERY)) + text_of(page.get(f"{GALLERY}/handles"))
        for path in ("", "/card", "/train", "/gate", "/training", "/delete"):
            assert page.get(f"{GALLERY}/{soul.pk}{path}").status_code == 404, path
        assert page.get(f"{GALLERY}/{soul.pk}/album", headers=HTMX).status_code == 404
        given = SAID | {"name": "Mine", "handle": "mine", "number": 1, "model": "m", "file": upload_of("one.png")}
        paths = ["rename", "version", "master", "delete", "consent", "begin", "cancel", "photos", "photos/clear"]
        paths += [f"photos/{photo.pk}/remove", f"photos/{photo.pk}/again", f"master/{soul.version.master_id}"]
        for path in paths:
            assert page.post(f"{GALLERY}/{soul.pk}/{path}", given).status_code == 404, path
        assert page.get(f"{GALLERY}/cast?reference=soulid:{soul.pk}:").status_code == 404
        assert soul.photos.count() == 4

    def test_a_post_needs_its_token(self, vera, soul):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")

        for path in ("consent", "begin", "delete", "photos"):
            assert strict.post(f"{GALLERY}/{soul.pk}/{path}", SAID).status_code == 403, path
        assert SoulID.objects.filter(pk=soul.pk).exists()


class TestSteps:
    def test_the_first_step_makes_a_draft_and_leads_to_the_photos(self, page, vera):
        answer = page.post(f"{GALLERY}/new", {"name": "Vera Lis", "description": "Our host", "key": uuid4()})

        soul = SoulID.objects.get(owner=vera)
        assert (soul.name, soul.handle, soul.description) == ("Vera Lis", "vera_lis", "Our host")
        assert answer.url == f"{GALLERY}/{soul.pk}/train"

    def test_a_first_step_without_a_name_says_so(self, page):
        answer = page.post(f"{GALLERY}/new", {"name": "", "key": uuid4()})

        assert answer.status_code == 422
        assert "One thing needs mending" in text_of(answer)
        assert not SoulID.objects.exists()

    def test_a_draft_leads_from_its_own_page_to_the_steps(self, page, soul):
        assert page.get(f"{GALLERY}/{soul.pk}").url == f"{GALLERY}/{soul.pk}/train"

    def test_nothing_can_be_trained_before_photos_and_consent(self, page, soul):
        answer = text_of(page.get(f"{GALLERY}/{soul.pk}/train"))

        assert "0 of 10–70 good photos" in answer
        assert 'aria-disabled="true" disabled' in answer
        assert "Photos are missing." in answer
        assert "Consent is missing." in answer

    def test_a_good_album_with_consent_opens_the_training(self, page, album):
        answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))

        assert "12 of 10–70 good photos" in answer
        assert "Every view is covered." in answer
        assert 'id="train-button" aria-describedby="train-why"' in answer

    def test_the_consent_is_recorded_with_its_words_and_cannot_be_skipped(self, page, vera, soul):
        unticked = page.post(f"{GALLERY}/{soul.pk}/consent", {**SAID, "agreed": ""}, headers=HTMX)
        before = Consent.objects.count()
        given = page.post(f"{GALLERY}/{soul.pk}/consent", SAID, headers=HTMX)

        consent = Consent.objects.get(soul=soul)
        assert (unticked.status_code, before) == (422, 0)
        assert 'id="consent-agreed-error"' in text_of(unticked)
        assert (consent.person, consent.right, consent.agreed_by) == ("Vera Lis", "own_face", vera)
        assert consent.words in text_of(given).replace("&#x27;", "'")
        assert "album" in given["HX-Trigger"], "the button of the last step hears of it"

    def test_a_training_is_ordered_at_the_price_that_was_shown(self, page, album):
        answer = page.post(f"{GALLERY}/{album.pk}/begin", {"quoted": 0, "key": uuid4()})

        album.refresh_from_db()
        assert answer.status_code == 302
        assert (album.status, album.training.price) == ("queued", 0)

    def test_a_training_that_is_refused_says_why_where_it_was_pressed(self, page, soul):
        answer = page.post(f"{GALLERY}/{soul.pk}/begin", {"quoted": 0})

        assert answer.status_code == 409
        assert "Say first by what right this face may be learned." in text_of(answer)

    @pytest.mark.parametrize("changed", [{"key": "no key"}, {"quoted": "cheap"}, {"quoted": "-1"}])
    def test_a_form_that_a_hand_has_changed_orders_nothing(self, page, album, changed):
        refused = page.post(f"{GALLERY}/{album.pk}/begin", {"quoted": 0} | changed)

        assert refused.status_code == BadInput.status
        assert not Generation.objects.exists()

    def test_while_it_is_trained_the_page_says_how_far_and_photos_stay(self, page, vera, album):
        begun(vera, album, status=Status.RUNNING, stage="verifying", progress=60)

        answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))

        assert "Checking that the portrait is this person" in answer
        assert '<progress max="100" value="60"' in answer
        assert f'hx-get="{GALLERY}/{album.pk}/training" hx-trigger="every 1s"' in answer
        assert 'id="photo-new"' not in answer
        assert "/remove" not in answer

    def test_a_cancelled_training_costs_nothing_and_the_steps_are_back(self, page, vera, album):
        begun(vera, album)

        answer = text_of(page.post(f"{GALLERY}/{album.pk}/cancel", follow=True))

        assert "The training is cancelled; nothing was charged." in answer
        assert 'id="train-button"' in answer

    def test_the_poll_of_a_training_that_is_over_leads_to_the_next_page(self, page, vera, album, trained):
        over = page.get(f"{GALLERY}/{trained.pk}/training", headers=HTMX)

        assert over["HX-Redirect"] == f"{GALLERY}/{trained.pk}"

    @pytest.mark.parametrize("path", ["card", "training", "album"])
    def test_what_asks_for_itself_ends_where_the_person_was_erased_in_another_tab(self, page, soul, path):
        """A 404 alone is asked for again every second, with a toast each time."""
        SoulID.objects.filter(pk=soul.pk).delete()

        gone = page.get(f"{GALLERY}/{soul.pk}/{path}", headers=HTMX)

        assert (gone.status_code, gone["HX-Redirect"]) == (404, GALLERY)
        assert "HX-Redirect" not in page.get(f"{GALLERY}/{soul.pk}/{path}")

    def test_a_failed_training_says_why_and_can_be_begun_again(self, page, vera, album):
        begun(vera, album, status=Status.FAILED, error_message="The photos could not be read.")

        answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))

        assert "The photos could not be read." in answer
        assert 'id="train-button"' in answer

    def test_seventy_photos_ask_no_more_of_the_database(self, page, album, django_assert_max_num_queries):
        rows.an_album_row(album, count=58, first=20)
        page.get(f"{GALLERY}/{album.pk}/train")

        with django_assert_max_num_queries(12):
            answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))
        assert answer.count('<li class="photo"') == 70
        with django_assert_max_num_queries(12):
            page.get(f"{GALLERY}/{album.pk}/album", headers=HTMX)


class TestPhotos:
    def test_an_uploaded_photo_waits_for_its_verdict_and_the_list_asks_for_itself(self, page, soul):
        answer = page.post(f"{GALLERY}/{soul.pk}/photos", {"file": upload_of("me.png")}, headers=HTMX)
        listed = text_of(page.get(f"{GALLERY}/{soul.pk}/album", headers=HTMX))

        photo = SoulPhoto.objects.get(soul=soul)
        assert answer.status_code == 204
        assert 'data-mark="busy"' in photo_in(listed, photo)
        assert "every 1s, album from:body" in listed
        assert 'id="train-gate" data-gap="s" hx-swap-oob="true"' in listed

    def test_the_list_asks_no_more_once_every_verdict_is_there(self, page, album):
        listed = text_of(page.get(f"{GALLERY}/{album.pk}/album", headers=HTMX))

        assert "every 1s" not in listed
        assert "album from:body" in listed

    def test_a_refused_file_says_why_in_plain_words_and_keeps_nothing(self, page, soul):
        bad = page.post(f"{GALLERY}/{soul.pk}/photos", {"file": upload_of("notes.png", b"words")}, headers=HTMX)

        assert bad.status_code == 415
        assert "This type of file is not taken" in bad["HX-Trigger"]
        assert not SoulPhoto.objects.exists()

    def test_without_scripts_many_go_at_once_and_a_refused_one_is_told_by_name(self, page, soul):
        files = [upload_of("one.png"), upload_of("two.png", b"no"), upload_of("three.png", picture_bytes("red"))]

        answer = text_of(page.post(f"{GALLERY}/{soul.pk}/photos", {"file": files}, follow=True))

        assert soul.photos.count() == 2
        assert "two.png: This type of file is not taken" in answer

    def test_a_copy_points_at_what_it_repeats_and_a_stranger_is_told(self, page, album):
        good = album.photos.first()
        copy = rows.a_photo_row(album, facts=good.found)
        other = rows.a_photo_row(album, person=1, seed=90)

        answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))

        pair = photo_in(answer, copy) + photo_in(answer, good)
        assert "The same as" in pair
        assert 'class="twin"' in pair
        assert "Another person than in the other photos" in photo_in(answer, other)

    def test_the_list_is_narrowed_to_what_was_left_out_and_that_is_removed_at_once(self, page, album):
        blurred = rows.a_photo_row(album, facts=rows.unusable("blurred", seed=80))

        narrowed = text_of(page.get(f"{GALLERY}/{album.pk}/train?show=bad"))
        cleared = page.post(f"{GALLERY}/{album.pk}/photos/clear", headers=HTMX)

        assert narrowed.count('<li class="photo"') == 1
        assert "Too blurred" in photo_in(narrowed, blurred)
        assert "Hold still, or take a sharper one." in photo_in(narrowed, blurred)
        assert text_of(cleared).count('<li class="photo"') == 12
        assert not SoulPhoto.objects.filter(pk=blurred.pk).exists()

    def test_a_look_that_failed_can_be_repeated(self, page, soul):
        photo = rows.a_photo_row(soul, judged=False)
        SoulPhoto.objects.filter(pk=photo.pk).update(trouble="failed")

        before = photo_in(text_of(page.get(f"{GALLERY}/{soul.pk}/train")), photo)
        after = page.post(f"{GALLERY}/{soul.pk}/photos/{photo.pk}/again", headers=HTMX)

        assert "It could not be looked at." in before
        assert f"/photos/{photo.pk}/again" in before
        assert 'data-mark="busy"' in photo_in(text_of(after), photo)


class TestWords:
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_every_reason_and_every_advice_has_its_sentence_in_both_languages(self, language):
        with translation.override(language):
            said = {key: str(REASONS[key]) for key in ADVICE} | {key: str(HELP[key]) for key in set(ADVICE.values())}

            views = missing([f"no_{pose}" for pose in ("front", "left", "right", "up", "down", "full_height")])

        assert len(set(said.values())) == len(said)
        assert len(set(views)) == 6
        cyrillic = [bool(re.search("[а-я]", words)) for words in (*said.values(), *views)]
        assert set(cyrillic) == {language == "ru"}

    def test_every_reason_that_holds_a_training_back_has_its_sentence(self):
        reasons = ("several_people", "too_few", "too_many", "no_front")

        assert set(holding_back(lacking=2, surplus=1)) == set(reasons)

    def test_the_page_stands_in_russian(self, browser_of, vera, album):
        vera.language = "ru"
        vera.save()
        page = browser_of(vera)

        answer = text_of(page.get(f"{GALLERY}/{album.pk}/train"))

        assert "Хороших фото: 12 из 10–70" in answer
        assert "Что увидит обучение" in answer
