"""Times of words for speech of makers that tell none: measured by ear, in a process of its own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from reklamai.core.errors import MediaError
from reklamai.media import speech_apart
from reklamai.media.speech.speak import speak
from studio.ask import Ask
from studio.engines.spoken import language_of, noted, noted_by_ear
from studio.models import CatalogueModel, Status
from studio.services import catalogue, orders
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected, worked

TURBO = "elevenlabs/text-to-speech-turbo-2-5"
SENTENCES = {
    "ru": "Доброе утро! Сегодня кофе бесплатный, приходите до девяти.",
    "en": "Good morning! Coffee is free today, come before nine.",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Привет", "ru"),
        ("Hello", "en"),
        ("Новый iPhone уже здесь", "ru"),
        ("Watch Кино now and here", "en"),
        ("123", "en"),
    ],
)
def test_the_language_is_that_of_most_letters(text, language):
    assert language_of(text) == language


def test_speech_without_words_has_no_note():
    assert noted("Hello", []) == {}


@pytest.mark.parametrize("language", SENTENCES)
def test_words_are_found_where_they_are_spoken(tmp_path, language):
    text = SENTENCES[language]
    made = speak(text, tmp_path / "said.wav", voice="grace", language=language, speed=0.85)

    note = noted_by_ear(made.path, text)["speech"]

    assert [word for word, *_ in note["words"]] == [word.text for word in made.words] == text.split()
    off = [abs(start - word.from_s) for (_, start, _), word in zip(note["words"], made.words, strict=True)]
    assert sorted(off)[len(off) // 2] < 0.04
    assert max(off) < 0.15
    assert (note["text"], note["language"], note["phonemes"]) == (text, language, [])


def test_directions_in_brackets_are_no_words(tmp_path):
    made = speak("Hello there, come before nine.", tmp_path / "said.wav", voice="emma")

    note = noted_by_ear(made.path, "Hello there, [laughs] come before nine.", directions=True)["speech"]

    assert [word for word, *_ in note["words"]] == ["Hello", "there,", "come", "before", "nine."]


def test_a_file_that_is_no_sound_has_no_times_and_is_no_crash(tmp_path):
    path = tmp_path / "said.mp3"
    path.write_bytes(b"ID3" + b"\0" * 500)

    assert noted_by_ear(path, "Hello there") == {}
    with pytest.raises(MediaError):
        speech_apart.times(path, "Hello there")


@pytest.fixture(scope="module")
def server():
    with running_kie() as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media, db):
    connected(settings, server)
    raw = next(data for data in catalogue.entries() if data["model"] == TURBO)
    CatalogueModel.objects.create(id=TURBO, provider="kie", entry=raw, enabled=True)
    yield server
    server.set(speaks=False)


def ordered(owner, words):
    ask = Ask(kind="text_to_speech", model=TURBO, prompt=words, parameters={"language": "ru"})
    return orders.order(owner=owner, ask=ask, key=uuid4())[0]


@pytest.mark.django_db(transaction=True)  # listening takes longer than a beat, which must see the row
def test_speech_of_kie_comes_with_the_times_of_its_words(kie, alice):
    kie.set(speaks=True)

    generation = worked(ordered(alice, SENTENCES["ru"]), rounds=60)

    note = generation.notes["speech"]
    assert (generation.status, note["language"], note["text"]) == (Status.DONE, "ru", SENTENCES["ru"])
    assert [word for word, *_ in note["words"]] == SENTENCES["ru"].split()
    starts = [start for _, start, _ in note["words"]]
    assert starts == sorted(starts)
    assert 0 <= starts[0] < 0.3


@pytest.mark.django_db(transaction=True)  # listening takes longer than a beat, which must see the row
def test_speech_of_kie_that_nobody_understands_is_delivered_all_the_same(kie, alice):
    generation = worked(ordered(alice, SENTENCES["ru"]), rounds=60)

    assert (generation.status, generation.notes.get("speech")) == (Status.DONE, None)


def test_what_is_said_stands_in_no_list_of_processes(tmp_path):
    seen = set()

    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(speech_apart.sample, "Strawberry", tmp_path / "x.wav", voice="emma", language="en")
        while not made.done():
            seen |= {line for each in Path("/proc").glob("[0-9]*/cmdline") if (line := read_if_there(each))}

    assert made.result().exists()
    assert any(b"speech_apart" in line for line in seen)
    assert not any(b"Strawberry" in line for line in seen)


def read_if_there(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""
