"""From an order of speech to its sound, through the real local engine."""

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import Unsupported
from reklamai.media.sound import read_sound
from reklamai.media.speech.voices import voices
from studio import storage
from studio.ask import Ask
from studio.models import Generation, Status, User
from studio.selectors import catalogue as offers
from studio.services import catalogue, credits, orders, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(private_media):
    user = User.objects.create_user("owner@example.com", "a long password", language="ru")
    credits.open_account(user)
    catalogue.load()
    return user


def ordered(owner, **wanted):
    ask = Ask(kind="text_to_speech", model="voice-draft", **wanted)
    generation = orders.order(owner=owner, ask=ask, key=uuid4())[0]
    work.run(generation.pk)
    return Generation.objects.get(pk=generation.pk)


def test_words_become_a_free_sound_with_the_times_of_its_words(owner, tmp_path):
    generation = ordered(owner, prompt="Кофе с собой. Coffee to go.", parameters={"voice": "Emma", "speed": 1.25})

    assert generation.status == Status.DONE, generation.error_message
    note = generation.notes["speech"]
    sound = read_sound(storage.local_copy(generation.result.stored_name, into=tmp_path))
    assert [text for text, _from, _to in note["words"]] == ["Кофе", "с", "собой.", "Coffee", "to", "go."]
    assert note["words"][-1][2] <= len(sound) / 48_000
    assert generation.result.content_type == "audio/wav"
    assert generation.price == 0


def test_signs_alone_are_refused_before_anything_is_ordered(owner):
    for language, sentence in (("en", "Nothing in this text"), ("ru", "нечего произнести")):
        with translation.override(language), pytest.raises(Unsupported, match=sentence):
            ordered(owner, prompt="… — …")

    assert not Generation.objects.exists()


def test_a_text_that_cannot_be_spoken_fails_in_the_owners_words(owner):
    with translation.override("ru"):  # as on the page of an owner who reads Russian
        generation = ordered(owner, prompt="1," * 2500)

    assert generation.status == Status.FAILED
    assert generation.error_message == "Этот текст не удалось произнести. Сократите или упростите его."


def test_the_form_offers_the_voices_that_there_are(owner):
    entry = offers.offer("voice-draft").entry

    offered = entry.input_for("voice")
    assert {name: offered.values[name] for name in offered.enum} == {each.name: each.id for each in voices()}
