"""Voices of every maker: what is known of them, and how they sound."""

import time
import wave
from copy import deepcopy
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import translation

from reklamai.core.errors import Busy, EngineError, MediaError, NotFound, Unreachable
from reklamai.core.secret import Secret
from reklamai.media import speech_apart
from reklamai.media.speech.voices import voices as our_voices
from studio import storage
from studio.catalogue.entry import parse
from studio.catalogue.validate import AskInvalid
from studio.models import CatalogueModel
from studio.selectors import catalogue
from studio.selectors.voices import facts, voice, voices_of, voices_of_model
from studio.services import catalogue as loading
from studio.services import samples
from studio.voices import WORDS
from tests.studio.at_elevenlabs import ENTRIES, LIVELY, MUSIC, PLAIN, QUICK, elevenlabs, server, worked  # noqa: F401
from tests.studio.at_elevenlabs import ordered as at_elevenlabs

ALL = {data["model"]: parse(data) for data in loading.entries()}
WITH_VOICES = [entry for entry in ALL.values() if not entry.off and entry.input_for("voice")]
TURBO = "elevenlabs/text-to-speech-turbo-2-5"


@pytest.mark.parametrize("entry", WITH_VOICES, ids=[entry.id for entry in WITH_VOICES])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_voice_of_every_entry_can_be_told_and_heard(entry, language):
    cards = voices_of(entry)

    assert [card.id for card in cards] == list(entry.input_for("voice").enum)
    assert all(card.has_sample for card in cards)
    with translation.override(language):
        for card in cards:
            assert card.told
            assert card.spoken
            letters = [letter for letter in card.told + card.spoken if letter.isalpha()]
            assert any("а" <= letter.lower() <= "я" for letter in letters) == (language == "ru"), card.told


def test_what_is_told_of_voices_is_in_words_that_we_have():
    for told in facts().values():
        assert set(told["words"]) <= WORDS.keys()
        assert told["gender"] in ("female", "male", "")
    assert {each.words for each in our_voices()} <= WORDS.keys()


def test_all_voices_of_kie_lie_where_kie_shows_them(settings):
    cards = voices_of(ALL[TURBO])

    assert len(cards) == 67
    assert cards[0].address == "https://static.aiquickdraw.com/elevenlabs/voice/EkK5I93UQWFDigLMpZcX.mp3"
    assert len({card.address for card in cards}) == 67


def test_what_has_no_voices_has_none():
    assert voices_of(ALL[MUSIC]) == ()


def test_a_voice_of_our_own_speaks_its_language_first():
    languages = {card.id: card.languages for card in voices_of(ALL["voice-draft"])}

    assert languages["Irina"] == ("ru", "en")
    assert languages["James"] == ("en", "ru")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What could not be had in one test is nobody's in the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def models(db):
    for name in ("voice-draft", TURBO):
        raw = deepcopy(dict(ALL[name].raw))
        CatalogueModel.objects.create(id=name, provider=raw.get("provider", "kie"), entry=raw, enabled=True)


def content(found):
    return b"".join(storage.read(found.name))


def test_our_own_voice_says_a_sentence_in_the_language_of_the_page(models, private_media, tmp_path):
    found = {language: samples.sample("voice-draft", "Oleg", language=language) for language in ("ru", "en")}

    assert found["ru"].name != found["en"].name
    path = tmp_path / "said.wav"
    path.write_bytes(content(found["ru"]))
    with wave.open(str(path)) as file:
        seconds = file.getnframes() / file.getframerate()
        sound = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    assert (found["ru"].content_type, 2 < seconds < 8) == ("audio/wav", True)
    assert np.abs(sound).max() > 3000  # and it is no silence


def test_a_voice_that_our_engine_does_not_know_is_said(tmp_path):
    with pytest.raises(MediaError):
        speech_apart.sample("Hello", tmp_path / "x.wav", voice="nobody", language="en")


def test_a_sample_of_kie_is_fetched_once_by_us_and_kept(models, elevenlabs, settings):
    settings.KIE_SAMPLES_URL = f"{elevenlabs.previews_url}/kie"

    first = samples.sample(TURBO, "Brian", language="ru")
    second = samples.sample(TURBO, "Brian", language="en")

    assert first == second
    assert content(first)[:3] == b"ID3"
    [row] = elevenlabs.journal("preview")
    assert (row["path"], row["key"]) == ("/kie/nPczCjzI2devNBz1zQrb.mp3", None)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [("page", MediaError), ("redirect", NotFound), ("half", MediaError), ("html403", NotFound),
     ("gateway", Unreachable), ("cut", Unreachable), ("endless", NotFound), ("packed", NotFound)],
)  # fmt: skip
def test_what_is_no_sample_is_not_kept(models, elevenlabs, settings, fault, trouble):
    settings.KIE_SAMPLES_URL = elevenlabs.previews_url
    elevenlabs.set(faults={"preview": [fault]})

    with pytest.raises(trouble):
        samples.sample(TURBO, "Brian", language="en")
    cache.clear()

    assert samples.sample(TURBO, "Brian", language="en").content_type == "audio/mpeg"  # and the next one has it


@pytest.mark.parametrize(
    ("fault", "trouble", "words"),
    [("gateway", Unreachable, "right now"), ("page", Unreachable, "right now"), ("redirect", NotFound, "no sample")],
)
def test_a_maker_that_has_failed_is_not_asked_at_every_press(
    models, elevenlabs, settings, monkeypatch, fault, trouble, words
):
    settings.KIE_SAMPLES_URL = elevenlabs.previews_url
    elevenlabs.set(faults={"preview": [fault]})
    with pytest.raises(EngineError if fault != "redirect" else NotFound):
        samples.sample(TURBO, "Brian", language="en")

    with translation.override("en"):
        for _press in range(3):
            with pytest.raises(trouble, match=words):
                samples.sample(TURBO, "Brian", language="en")

    assert len(elevenlabs.journal("preview")) == 1
    assert samples.sample(TURBO, "Monika Sogam", language="en").content_type == "audio/mpeg", (
        "of other voices it is asked"
    )
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 599)
    with pytest.raises(trouble):
        samples.sample(TURBO, "Brian", language="en")
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert samples.sample(TURBO, "Brian", language="en").content_type == "audio/mpeg"


def test_where_it_was_only_not_our_turn_the_next_turn_counts(elevenlabs, settings, monkeypatch):
    settings.VENDOR_LIMITS = {"elevenlabs.other": (1, 60)}
    samples.sample(PLAIN, "Sarah", language="en")

    with pytest.raises(Busy) as busy:
        samples.sample(PLAIN, "George", language="en")

    assert 0 < busy.value.facts["retry_after"] <= 60
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    settings.VENDOR_LIMITS = {}
    assert samples.sample(PLAIN, "George", language="en").content_type == "audio/mpeg"


def test_an_address_inside_is_not_fetched(models, elevenlabs, settings):
    settings.KIE_SAMPLES_URL, settings.FETCH_TRUSTED_HOSTS = elevenlabs.previews_url, []

    with pytest.raises(NotFound):
        samples.sample(TURBO, "Brian", language="en")

    assert elevenlabs.journal("preview") == []


def test_our_account_is_asked_where_a_sample_is(elevenlabs):
    found = samples.sample(PLAIN, "Sarah", language="en")
    again = samples.sample(QUICK, "Sarah", language="en")

    assert found == again  # the same voice, whichever of the models speaks with it
    assert [row["voice"] for row in elevenlabs.journal("voice")] == ["EXAVITQu4vr4xnSDxMaL"]
    assert elevenlabs.journal("preview")[0]["path"] == "/EXAVITQu4vr4xnSDxMaL.mp3"
    assert elevenlabs.taken() == []  # hearing a voice costs nothing


def test_without_a_key_nobody_is_asked(elevenlabs, settings):
    settings.ELEVENLABS_API_KEY = Secret("")

    with pytest.raises(NotFound):
        samples.sample(PLAIN, "Sarah", language="en")

    assert elevenlabs.journal("voice") == []


@pytest.mark.parametrize(("model", "name"), [("nothing", "Sarah"), (PLAIN, "Nobody"), (PLAIN, ""), (MUSIC, "Sarah")])
def test_a_voice_that_is_not_there_is_not_found(elevenlabs, model, name):
    with pytest.raises(NotFound):
        voice(model, name)


def refreshed(*arguments):
    out = StringIO()
    call_command("refresh_catalogue", *arguments, stdout=out)
    return out.getvalue()


def test_a_refresh_takes_over_the_voices_of_our_account(elevenlabs, settings, alice):
    settings.KIE_API_KEY = Secret("")

    told = refreshed("--apply")

    assert f"{PLAIN}: voices  4 voices, 4 new, 0 gone" in told
    assert "4 differences, 4 written down" in told  # music and effects have no voices
    cards = voices_of_model(PLAIN)
    assert [(card.id, card.gender) for card in cards][:2] == [("Voice 0", "female"), ("Voice 1", "male")]
    assert cards[0].words == ("warm",)
    assert catalogue.offer(PLAIN).entry.input_for("voice").default == "Voice 0"
    worked(at_elevenlabs(alice, "Hello", voice="Voice 3"))
    assert elevenlabs.journal("speak")[0]["voice"] == "voice003"
    assert refreshed("--apply") == "0 differences, 0 written down\n"


def test_two_voices_of_one_name_are_told_apart_and_a_known_default_stays(elevenlabs, settings):
    settings.KIE_API_KEY = Secret("")
    row = {"voice_id": "a1", "name": "Sarah", "category": "premade", "labels": {}}
    copied = {"category": "professional", "sharing": {"status": "copied"}}
    elevenlabs.set(voices=[{**row, "voice_id": "b2", **copied}, row])

    refreshed("--apply")

    item = catalogue.offer(PLAIN).entry.input_for("voice")
    assert (item.enum, item.values, item.default) == (("Sarah", "Sarah 2"), {"Sarah": "a1", "Sarah 2": "b2"}, "Sarah")


PEOPLES_OWN = [
    {"category": "cloned", "is_owner": True},
    {"category": "cloned", "sharing": {"status": "copied"}},
    {"category": "generated"},
    {"category": "professional", "is_owner": True, "sharing": None},
    {"category": "professional", "is_owner": True, "sharing": {"status": "enabled"}},
    {"category": "professional", "sharing": {"status": "copied_disabled"}},
    {"category": "professional", "sharing": "copied"},
    {"category": "famous", "sharing": {"status": "copied"}},
    {"category": "something new"},
    {"category": None},
    {},
]


@pytest.mark.parametrize("told", PEOPLES_OWN, ids=str)
def test_a_voice_that_is_somebodys_own_is_offered_to_nobody(elevenlabs, settings, alice, told):
    settings.KIE_API_KEY = Secret("")
    premade = {"voice_id": "a1", "name": "Anna", "category": "premade", "labels": {}}
    elevenlabs.set(voices=[{"voice_id": "b2", "name": "The boss", "labels": {}, **told}, premade])

    refreshed("--apply")

    assert [card.id for card in voices_of_model(PLAIN)] == ["Anna"]
    with pytest.raises(AskInvalid):
        at_elevenlabs(alice, "Hello", voice="The boss")
    assert elevenlabs.taken() == []


@pytest.mark.parametrize("category", ["professional", "high_quality"])
def test_a_voice_of_the_makers_library_is_offered_behind_its_premade_ones(elevenlabs, settings, category):
    settings.KIE_API_KEY = Secret("")
    row = {"voice_id": "a1", "name": "Anna", "labels": {}}
    given = {"voice_id": "b2", "name": "Boris", "category": category, "sharing": {"status": "copied"}}
    elevenlabs.set(voices=[given, {**row, "category": "premade"}])

    refreshed("--apply")

    assert [card.id for card in voices_of_model(PLAIN)] == ["Anna", "Boris"]


def test_voices_that_an_earlier_refresh_took_without_looking_whose_they_are_are_not_offered(elevenlabs, settings):
    settings.KIE_API_KEY = Secret("")
    old = {"name": "The boss", "id": "b2", "gender": "", "language": "", "words": "", "preview_url": ""}
    CatalogueModel.objects.filter(pk=PLAIN).update(live={"voices": [old]})
    before = [card.id for card in voices_of_model(PLAIN)]

    refreshed("--apply", "--model", PLAIN)

    assert (before[0], "The boss" in before) == ("Sarah", False)
    assert [card.id for card in voices_of_model(PLAIN)] == ["Voice 0", "Voice 1", "Voice 2", "Voice 3"]


def test_an_account_without_voices_for_all_keeps_those_of_the_entry(elevenlabs, settings):
    settings.KIE_API_KEY = Secret("")
    elevenlabs.set(voices=[{"voice_id": "b2", "name": "The boss", "category": "cloned", "labels": {}}])

    assert refreshed("--apply") == "0 differences, 0 written down\n"
    assert voices_of_model(LIVELY)[0].id == "Sarah"


def test_a_model_that_is_named_is_the_only_one_looked_at(elevenlabs, settings):
    settings.KIE_API_KEY = Secret("")

    assert refreshed("--model", LIVELY).endswith("1 differences, 0 written down\n")
    assert voices_of_model(LIVELY)[0].id == "Sarah"  # nothing was applied


def test_a_vendor_that_does_not_answer_is_said(elevenlabs, settings):
    settings.KIE_API_KEY = Secret("")
    elevenlabs.set(faults={"voices": ["gateway"]})

    with pytest.raises(CommandError, match="could not be read"):
        refreshed()


def test_without_any_key_there_is_nobody_to_ask(elevenlabs, settings):
    settings.KIE_API_KEY = settings.ELEVENLABS_API_KEY = Secret("")

    with pytest.raises(CommandError, match="ELEVENLABS_API_KEY"):
        refreshed()


def test_a_voice_of_another_maker_at_kie_has_no_sample():
    other = replace(ALL[TURBO], maker="Google")

    assert not any(card.has_sample for card in voices_of(other))
    assert len(ENTRIES) == 6
