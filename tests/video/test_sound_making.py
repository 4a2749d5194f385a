"""Dialogs of a sound panel, asked with what no page sends."""

from uuid import uuid4

import pytest

from studio.engines import tables
from studio.models import Generation
from tests.video.hearing import again, mix_for, with_hearing
from tests.video.plating import load
from tests.video.sketching import a_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def mix(alice, settings, fake_engine, private_media):
    with_hearing(settings, fake_engine)
    yield mix_for(a_film(alice, "a street", "a café"))
    tables.loaded.cache_clear()


@pytest.fixture
def page(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_no_character_that_cannot_be_kept_is_looked_for(page, mix):
    assert page.get(f"/sound/{mix.pk}/pick", {"q": "a\0b"}).status_code == 200


@pytest.mark.parametrize("name", ["make", "voice"])
def test_a_model_that_is_not_offered_any_more_is_never_another_one(page, mix, name):
    load("local_speech.yaml")
    given = {"kind": "text_to_speech", "model": "gone-voice", "prompt": "Hello", "count": "1", "key": uuid4()}

    answer = page.post(f"/sound/{mix.pk}/{name}", {**given, "order": "1", "lane": "dialogue"})

    assert answer.status_code == 404
    assert not Generation.objects.exists()
    assert again(mix).voice == mix.voice


def test_a_voice_that_is_not_offered_any_more_can_be_given_up(page, mix):
    load("local_speech.yaml")
    mix.voice = {"model": "gone-voice", "parameters": {}}
    mix.save()

    assert page.post(f"/sound/{mix.pk}/voice", {"usual": "1"}).status_code == 302

    assert again(mix).voice == {}
