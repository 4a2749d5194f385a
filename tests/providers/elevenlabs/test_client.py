"""The client against the stand-in over HTTP."""

import pytest

from reklamai.core.errors import (
    Busy,
    MediaError,
    Moderated,
    NotConfigured,
    Rejected,
    Uncertain,
    Unreachable,
    Unsupported,
)
from reklamai.core.secret import Secret
from reklamai.providers.elevenlabs.answers import UnknownAnswer
from reklamai.providers.elevenlabs.client import ElevenLabs
from reklamai.providers.elevenlabs.problems import QuotaUsedUp, VoiceGone
from reklamai.providers.limits import Unlimited


class Sent:
    """How often an order was about to leave."""

    times = 0

    def __call__(self):
        self.times += 1


def effect(client, sending=lambda: None):
    return client.effect({"text": "rain", "duration_seconds": 1.0}, sending=sending)


def client_of(server, **options):
    given = {"key": Secret("el-key"), "limits": Unlimited(), "base_url": server.base_url, "read_s": 5, "most_s": 5}
    key = (options := {**given, **options}).pop("key")
    return ElevenLabs(key, **options)


def test_speech_has_its_sound_its_times_and_what_it_took(elevenlabs):
    made = elevenlabs.speak("abc", {"text": "Hi you", "model_id": "eleven_v3"}, sending=lambda: None)

    assert made.sound[:3] == b"ID3"
    assert "".join(letter for letter, *_ in made.letters) == "Hi you"
    assert (made.characters, made.request_id) == (6.0, "req-1")


def test_voices_come_once_each_over_all_pages(elevenlabs, server):
    voices = list(elevenlabs.voices())

    assert [voice.id for voice in voices] == [f"voice{n:03}" for n in range(5)]
    assert [voice.gender for voice in voices] == ["female", "male", "", "female", "male"]
    assert [row["query"].get("next_page_token") for row in server.journal("voices")] == [None, "2", "4"]


def test_models_and_account_are_read(elevenlabs, server):
    server.set(used=300, limit=1000)

    models, account = elevenlabs.models(), elevenlabs.account()

    assert {model.id: model.most for model in models if model.speaks}["eleven_flash_v2_5"] == 40000
    assert [model.id for model in models if model.converts] == ["eleven_multilingual_sts_v2"]
    assert (account.tier, account.left) == ("creator", 700)


def test_more_used_than_allowed_is_nothing_left(elevenlabs, server):
    server.set(used=1200, limit=1000)

    assert elevenlabs.account().left == 0


@pytest.mark.parametrize("voice", ["", "../v1/music", "a b", "я", "a" * 101, "x?y=1"])
def test_an_id_that_is_none_is_sent_nowhere(elevenlabs, server, voice):
    sent = Sent()

    with pytest.raises(Unsupported):
        elevenlabs.speak(voice, {"text": "Hi"}, sending=sent)

    assert (sent.times, server.journal()) == (0, [])


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "gateway", "500", "short_body", "redirect"])
def test_an_order_without_an_answer_is_uncertain(elevenlabs, server, fault):
    server.set(faults={"effect": [fault]})

    with pytest.raises(Uncertain):
        effect(elevenlabs)


@pytest.mark.parametrize("fault", ["cut", "gateway", "500", "drip", "endless", "redirect"])
def test_a_question_without_an_answer_may_be_asked_again(server, fault):
    server.set(faults={"subscription": [fault]})

    with client_of(server, most_s=0.3) as client, pytest.raises((Unreachable, MediaError)) as trouble:
        client.account()

    assert not isinstance(trouble.value, Uncertain)


@pytest.mark.parametrize("fault", ["packed", "empty", "endless"])
def test_a_success_that_cannot_be_had_is_no_reason_to_wait(elevenlabs, server, fault):
    server.set(faults={"effect": [fault]})

    with pytest.raises(MediaError):
        effect(elevenlabs)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("429", Busy), ("busy", Busy), ("html403", Busy), ("quota", QuotaUsedUp), ("unpaid", QuotaUsedUp),
     ("forbidden", NotConfigured), ("moderated", Moderated), ("long", Rejected), ("fields", Rejected),
     ("model", Unsupported)],
)  # fmt: skip
def test_what_is_refused_is_told_by_its_kind(elevenlabs, server, fault, kind):
    server.set(faults={"effect": [fault]})

    with pytest.raises(kind) as refusal:
        effect(elevenlabs)

    assert type(refusal.value) is kind


def test_waiting_for_a_place_and_for_a_crowd_are_told_apart(elevenlabs, server):
    server.set(faults={"effect": ["429", "busy"]})
    waits = []
    for _ in range(2):
        with pytest.raises(Busy) as busy:
            effect(elevenlabs)
        waits.append(busy.value.facts["retry_after"])

    assert waits == [3.0, 15.0]


def test_a_voice_that_is_gone_is_told_by_name_of_its_trouble(elevenlabs):
    with pytest.raises(VoiceGone):
        elevenlabs.speak("gone", {"text": "Hi"}, sending=lambda: None)


@pytest.mark.parametrize("fault", ["half", "list", "null", "deep", "text", "empty"])
@pytest.mark.parametrize("call", ["voices", "models", "subscription"])
def test_answers_of_another_shape_are_no_crash(elevenlabs, server, call, fault):
    server.set(faults={call: [fault]})
    ask = {
        "voices": lambda: list(elevenlabs.voices()), "models": elevenlabs.models, "subscription": elevenlabs.account,
    }[call]  # fmt: skip

    if call == "models" and fault == "list":
        assert ask() == ()
    else:
        with pytest.raises(UnknownAnswer):
            ask()


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "ключ"])
def test_without_a_key_that_can_be_sent_nothing_leaves(server, key):
    sent = Sent()
    with client_of(server, key=Secret(key)) as client:
        with pytest.raises(NotConfigured):
            effect(client, sent)
        with pytest.raises(NotConfigured):
            client.account()

    assert (sent.times, server.journal()) == (0, [])


def test_a_wrong_key_is_our_trouble(server):
    with client_of(server, key=Secret("other")) as client, pytest.raises(NotConfigured) as trouble:
        effect(client)

    assert "other" not in str(trouble.value.facts)


def test_where_nobody_listens_nothing_was_ordered(server):
    sent = Sent()
    with client_of(server, base_url="http://127.0.0.1:9") as client, pytest.raises(Unreachable):
        effect(client, sent)

    assert sent.times == 1


class FullWindow:
    def take(self, name):
        return 4.5


def test_over_our_own_limit_nothing_leaves(server):
    sent = Sent()
    with client_of(server, limits=FullWindow()) as client, pytest.raises(Busy) as busy:
        effect(client, sent)

    assert (sent.times, server.journal(), busy.value.facts["retry_after"]) == (0, [], 4.5)


def test_a_sound_goes_as_a_file_under_a_name_of_ours(elevenlabs, server, tmp_path):
    path = tmp_path / "my secret meeting.wav"
    path.write_bytes(b"RIFF....WAVE")

    made = elevenlabs.change_voice("abc", path, {"model_id": "m", "seed": 3, "flag": True}, sending=lambda: None)

    [row] = server.journal("change")
    assert row["asked"] == {"model_id": "m", "seed": "3", "flag": "true", "bytes": 12, "named": "sound.wav"}
    assert made.characters == 17
