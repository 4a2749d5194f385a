"""How a voice sounds: a short file in our store, made or fetched when it is first asked for.

No row names these files. So the sweep of the store takes them after their grace, and the next who asks has them made
again: what a maker has changed is heard within days.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, EngineError, MediaError, NotFound, Rejected, ReklamError, Unreachable
from reklamai.core.outside.fetch import client, fetch
from reklamai.core.outside.transport import Guarded
from reklamai.media import speech_apart
from reklamai.media.sniff import MP3, WAV, sniff
from studio import storage
from studio.engines.elevenlabs.line import speaking
from studio.selectors import voices
from studio.services.vendors import SharedDesk
from studio.services.workdirs import workdir
from studio.storage import Kept
from studio.voices import SAMPLE_TEXTS, VoiceCard

MOST_BYTES = 3 * 2**20
MOST_S = 15.0
AGAIN_S = 600
"""After a sample that could not be had: until then its maker is not asked for it, however often it is pressed."""
USER_AGENT = "Mozilla/5.0 (compatible; ReklamAI)"


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored file and its type."""

    name: str
    content_type: str


def sample(model: str, name: str, *, language: str) -> Sample:
    """How this voice of a model sounds; our own speak `language`, "ru" or "en".

    Makes or fetches the file where it is not there. What could not be had is not tried again for AGAIN_S.
    Raises NotFound, Busy, MediaError, Unreachable or StoreTrouble.
    """
    card = voices.voice(model, name)
    if not card.has_sample:
        raise NotFound(_("There is no sample of this voice."))
    kind = WAV if card.source == "spoken" else MP3
    said = SAMPLE_TEXTS["ru" if language == "ru" else "en"] if card.source == "spoken" else ""
    stored = f"voices/{fingerprint(card, said)}{kind.suffix}"
    if storage.there(stored) is None:
        with workdir("upload") as folder:
            made = had(card, said, folder, name=stored)
            storage.ensure(Kept(stored, storage.sha256_of(made), made.stat().st_size), made)
    return Sample(stored, kind.content_type)


def had(card: VoiceCard, said: str, folder: Path, *, name: str) -> Path:
    """Spoken or fetched into `folder`, unless that has failed a moment ago. Raises as `sample`."""
    failed = f"no-sample:{name}"
    match cache.get(failed):
        case NotFound.code:
            raise NotFound(_("There is no sample of this voice."))
        case str():
            raise Unreachable(_("The sample cannot be had right now. Try again in ten minutes."))
    try:
        return spoken(card, said, folder) if said else fetched(card, folder)
    except (EngineError, NotFound) as error:
        cache.set(failed, error.code, pause_s(error))
        raise


def pause_s(error: ReklamError) -> float:
    """AGAIN_S, or less where it was only not our turn."""
    asked = error.facts.get("retry_after")
    return min(AGAIN_S, asked) if isinstance(asked, int | float) else AGAIN_S


def fingerprint(card: VoiceCard, said: str) -> str:
    """The same for the same voice, whichever of a maker's models offers it."""
    return hashlib.sha256(json.dumps([card.source, card.maker_id, card.address, said]).encode()).hexdigest()


def spoken(card: VoiceCard, said: str, folder: Path) -> Path:
    language = next(code for code, text in SAMPLE_TEXTS.items() if text == said)
    return speech_apart.sample(said, folder / "sample.wav", voice=card.maker_id, language=language)


def fetched(card: VoiceCard, folder: Path) -> Path:
    """The maker's own file, looked at. Raises MediaError for what is no such sound."""
    path = folder / "sample.mp3"
    with client(Guarded(trusted=frozenset(settings.FETCH_TRUSTED_HOSTS)), user_agent=USER_AGENT) as outside:
        try:
            fetch(outside, card.address or asked(card), path, most_bytes=MOST_BYTES, most_s=MOST_S)
        except (BadInput, Rejected) as error:
            raise NotFound(_("There is no sample of this voice."), cause=error.code) from error
        except EngineError as error:
            error.message = _("The sample cannot be had right now. Try again in ten minutes.")
            raise
    if sniff(path) != MP3:
        raise MediaError(_("The sample cannot be had right now. Try again in ten minutes."))
    return path


def asked(card: VoiceCard) -> str:
    """Where its maker has a sample. Raises NotFound for nowhere."""
    if not settings.ELEVENLABS_API_KEY:
        raise NotFound(_("There is no sample of this voice."))
    with speaking(SharedDesk()) as elevenlabs:
        address = elevenlabs.voice(card.maker_id).preview_url
    if not address:
        raise NotFound(_("There is no sample of this voice."))
    return address
