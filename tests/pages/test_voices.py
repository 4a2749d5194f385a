"""The door of samples, the dialog of voices, and the API's list."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from studio.models import CatalogueModel, User
from studio.services import catalogue
from tests.api.conftest import alice, api  # noqa: F401

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TURBO = "elevenlabs/text-to-speech-turbo-2-5"


@pytest.fixture
def page(db, private_media):
    catalogue.load()
    client = Client()
    client.force_login(User.objects.create_user("vera@example.com", "a long password", language="en"))
    return client


def test_a_sample_is_played_in_pieces_and_kept_by_the_browser_alone(page):
    answer = page.get("/voices/voice-draft/Irina/sample", headers={"Range": "bytes=0-99"})

    assert (answer.status_code, answer["Content-Type"]) == (206, "audio/wav")
    assert len(b"".join(answer.streaming_content)) == 100 if not answer.is_async else answer["Content-Length"] == "100"
    assert answer["Cache-Control"].startswith("private")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/voices/voice-draft/Nobody/sample", "/voices/nothing/Irina/sample", "/voices/no/thing"]
)
def test_what_is_not_there_is_not_found(page, path):
    assert page.get(path).status_code == 404


def test_a_sample_that_cannot_be_had_is_said_in_plain_words_at_every_press(page, settings):
    settings.KIE_SAMPLES_URL, settings.FETCH_TRUSTED_HOSTS = "http://127.0.0.1:1", ["127.0.0.1:1"]
    cache.clear()

    answers = [page.get(f"/voices/{TURBO}/Sam/sample") for _press in range(2)]

    for answer in answers:
        assert answer.status_code == 503
        assert "The sample cannot be had right now. Try again in ten minutes." in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store", "the next press asks us again"
    cache.clear()


@pytest.mark.parametrize("path", ["/voices/voice-draft", "/voices/voice-draft/Irina/sample"])
def test_nobody_hears_voices_without_an_account(db, path):
    answer = Client().get(path)

    assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


def test_the_dialog_shows_each_voice_with_its_words_and_a_button_to_hear_it(page):
    answer = page.get("/voices/voice-draft?voice=Oleg", headers=HTMX).content.decode()

    assert "<html" not in answer
    assert re.findall(r'name="voice" value="(\w+)"', answer)[:3] == ["Irina", "Darya", "Oleg"]
    assert re.search(r'value="Oleg" checked', answer)
    assert 'data-voice-sample="/voices/voice-draft/Irina/sample"' in answer
    assert 'data-gender="female" data-language="ru"' in answer
    assert "female, warm" in answer
    assert 'aria-label="Hear Irina"' in answer
    assert 'data-voice-language="ru"' in answer


def test_filters_that_would_narrow_nothing_are_not_shown(page):
    answer = page.get(f"/voices/{TURBO}", headers=HTMX).content.decode()

    assert 'data-voice-gender="female"' in answer
    assert "data-voice-language" not in answer
    assert f'data-voice-sample="/voices/{TURBO}/Monika%20Sogam/sample"' in answer


def test_without_scripts_the_voices_are_a_page_with_players(page):
    answer = page.get("/voices/voice-draft").content.decode()

    assert "<html" in answer
    assert answer.count('<audio controls preload="none"') == 8
    assert "data-voice-sample" not in answer


def test_the_composer_leads_to_the_voices_of_the_model_beside_its_select(page):
    CatalogueModel.objects.filter(pk="voice-draft").update(position=0)

    answer = page.get("/create/sound").content.decode()

    assert re.search(r'<select class="select" id="set-voice"', answer)
    assert 'data-voices="/voices/voice-draft"' in answer
    assert "js/voices" in answer


def test_all_of_it_is_in_russian_too(page):
    User.objects.update(language="ru")

    answer = page.get("/voices/voice-draft", headers=HTMX | {"Accept-Language": "ru"}).content.decode()

    assert "Выберите голос" in answer
    assert "женский, тёплый" in answer
    assert "русский, английский" in answer


def test_the_api_lists_a_models_voices(page, api):
    answer = api.get("/api/voices", {"model": "voice-draft"}).json()

    assert answer["next"] in ("", None)
    assert answer["results"][0] == {
        "id": "Irina", "name": "Irina", "languages": ["ru", "en"], "gender": "female", "words": ["warm"],
        "has_sample": True,
    }  # fmt: skip


@pytest.mark.parametrize(("query", "status"), [({}, 422), ({"model": "nothing"}, 404), ({"model": "a", "x": "1"}, 422)])
def test_the_api_says_what_it_cannot_list(page, api, query, status):
    assert api.get("/api/voices", query).status_code == status
