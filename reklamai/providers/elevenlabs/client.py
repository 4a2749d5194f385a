"""The calls of ElevenLabs. Source: the maker's own library, 2.78.0, and its documents as of 2026-10."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from reklamai.core.errors import Unsupported
from reklamai.core.secret import Secret
from reklamai.providers.elevenlabs import answers
from reklamai.providers.elevenlabs.answers import Account, Made, ModelInfo, Voice
from reklamai.providers.elevenlabs.exchange import API, MOST_S, READ_S, Exchange
from reklamai.providers.limits import Limiter

VOICE = re.compile(r"[A-Za-z0-9]{1,100}")
FORMAT = "mp3_44100_128"
"""The best that every plan has: more kilobits need Creator, WAV at 44.1 kHz needs Pro (2026-10)."""
PAGE_SIZE, MOST_PAGES = 100, 50

Sending = Callable[[], None]
Body = Mapping[str, Any]


class ElevenLabs:
    """A client for one account. Every call may raise NotConfigured, Rejected, Unsupported, Busy or Unreachable, and
    UnknownAnswer where an answer has another shape than it had. Calls that make something are paid for, answer with
    the thing itself, and raise Uncertain where no answer came: it may have been made, and is never to be had again.

    read_s: for each piece of an answer; most_s: for all of them."""

    def __init__(
        self,
        key: Secret,
        *,
        limits: Limiter,
        base_url: str = API,
        transport: httpx.BaseTransport | None = None,
        read_s: float = READ_S,
        most_s: float = MOST_S,
    ) -> None:
        self.line = Exchange(key, limits=limits, base_url=base_url, transport=transport, read_s=read_s, most_s=most_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line.web.close()

    def speak(self, voice: str, body: Body, *, sending: Sending) -> Made:
        """`body["text"]` spoken, as MP3, with the times of its characters."""
        path = f"/v1/text-to-speech/{fit(voice)}/with-timestamps"
        return answers.spoken(self.line.order(path, sending=sending, params={"output_format": FORMAT}, json=dict(body)))

    def change_voice(self, voice: str, sound: Path, fields: Body, *, sending: Sending) -> Made:
        """What `sound` says, as it says it, in another voice; as MP3.

        The maker's library of 2.78.0 calls the path "voice-changer"; the older "speech-to-speech" is not documented
        any more.
        """
        path = f"/v1/voice-changer/{fit(voice)}"
        texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
        with sound.open("rb") as file:
            # Under a name of our own: the user's is nobody's business.
            files = {"audio": (f"sound{sound.suffix}", file, "application/octet-stream")}
            params = {"output_format": FORMAT}
            return answers.sound(self.line.order(path, sending=sending, params=params, data=texts, files=files))

    def effect(self, body: Body, *, sending: Sending) -> Made:
        """`body["text"]` as a sound, as MP3."""
        params = {"output_format": FORMAT}
        return answers.sound(self.line.order("/v1/sound-generation", sending=sending, params=params, json=dict(body)))

    def compose(self, body: Body, *, sending: Sending) -> Made:
        """`body["prompt"]` as music, as MP3."""
        params = {"output_format": FORMAT}
        return answers.sound(self.line.order("/v1/music", sending=sending, params=params, json=dict(body)))

    def voices(self) -> Iterator[Voice]:
        """Every voice that the account may use, each once, over as many pages as there are."""
        token, seen = "", set[str]()
        for _page in range(MOST_PAGES):
            query = {"page_size": PAGE_SIZE, **({"next_page_token": token} if token else {})}
            found, token = answers.voices(answers.read(self.line.ask("/v2/voices", **query)))
            yield from (voice for voice in found if voice.id not in seen)
            # The first page has the default voices on top of its number; others may move between two askings.
            seen.update(voice.id for voice in found)
            if not token:
                return

    def voice(self, voice: str) -> Voice:
        """One voice, any that our account may use. Raises VoiceGone."""
        return answers.voice(answers.mapping(answers.read(self.line.ask(f"/v1/voices/{fit(voice)}")), "voice"))

    def models(self) -> tuple[ModelInfo, ...]:
        return answers.models(answers.read(self.line.ask("/v1/models")))

    def account(self) -> Account:
        """How much of what our plan allows is used."""
        return answers.account(answers.read(self.line.ask("/v1/user/subscription")))


def fit(voice: str) -> str:
    """The id, which can stand in an address as it is. Raises Unsupported for any other, and nothing is sent."""
    if not VOICE.fullmatch(voice):
        raise Unsupported("This is no name of a voice at this maker.")
    return voice
