"""What ElevenLabs tells of its things, read with care: a field of another shape is an error of ours, never a crash."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reklamai.core.errors import MediaError
from reklamai.providers.elevenlabs.exchange import Answer
from reklamai.providers.elevenlabs.timing import Letter, letters_of

LONGEST = 300


class UnknownAnswer(MediaError):
    """ElevenLabs says something that we do not understand: to be looked at by staff, not waited for."""

    code = "unknown_answer"


@dataclass(frozen=True, slots=True)
class Made:
    """A sound. `characters`: what it took of our account there, None where that is not told."""

    sound: bytes = field(repr=False)
    characters: float | None = None
    request_id: str = ""
    letters: tuple[Letter, ...] = field(default=(), repr=False)
    """When each character of the words is spoken; () where that is not told, or makes no sense."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that our account may use."""

    id: str
    name: str
    category: str = ""
    """premade | cloned | generated | professional | high_quality | famous"""
    from_library: bool = False
    """Whether its owner has given it to everybody: a professional one may be a person's of this account."""
    gender: str = ""
    language: str = ""
    words: str = ""
    preview_url: str = ""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model of its list; `most`: characters of one request, None where it does not say."""

    id: str
    speaks: bool
    converts: bool
    most: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """What our account has used of what it may use until its next reset, in the maker's characters."""

    tier: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


def sound(answer: Answer) -> Made:
    """A sound that came as it is. Raises UnknownAnswer for an empty one."""
    if not answer.body:
        raise UnknownAnswer("The maker sent an empty sound.", request=answer.request_id)
    return Made(answer.body, answer.characters, answer.request_id)


def spoken(answer: Answer) -> Made:
    """A sound with the times of its characters. Raises UnknownAnswer."""
    found = mapping(read(answer.body), "speech")
    packed = found.get("audio_base64")
    try:
        content = base64.b64decode(packed, validate=True) if isinstance(packed, str) else b""
    except (binascii.Error, ValueError) as error:
        raise UnknownAnswer("The maker's sound could not be read.", request=answer.request_id) from error
    if not content:
        raise UnknownAnswer("The maker sent an empty sound.", request=answer.request_id)
    return Made(content, answer.characters, answer.request_id, letters_of(found.get("alignment")))


def voices(data: Any) -> tuple[tuple[Voice, ...], str]:
    """(the voices of a page, the token of the next or "")."""
    found = mapping(data, "voices")
    rows = found.get("voices")
    if not isinstance(rows, list):
        raise UnknownAnswer("The maker's answer could not be read.", call="voices")
    token = found.get("next_page_token")
    goes_on = found.get("has_more") is True and isinstance(token, str)
    return tuple(voice(row) for row in rows if isinstance(row, dict) and text(row, "voice_id")), (
        str(token) if goes_on else ""
    )


def voice(row: Mapping[str, Any]) -> Voice:
    labels = row.get("labels") if isinstance(row.get("labels"), dict) else {}
    sharing = row.get("sharing")
    told = mapping(labels, "labels")
    gender = text(told, "gender").lower()
    return Voice(
        id=text(row, "voice_id"),
        name=text(row, "name") or text(row, "voice_id"),
        category=text(row, "category"),
        from_library=isinstance(sharing, dict) and sharing.get("status") == "copied",
        gender=gender if gender in ("female", "male") else "",
        language=text(told, "language").lower()[:2],
        words=text(told, "descriptive") or text(told, "description"),
        preview_url=text(row, "preview_url"),
    )


def models(data: Any) -> tuple[ModelInfo, ...]:
    if not isinstance(data, list):
        raise UnknownAnswer("The maker's answer could not be read.", call="models")
    return tuple(model(row) for row in data if isinstance(row, dict) and text(row, "model_id"))


def model(row: Mapping[str, Any]) -> ModelInfo:
    most = row.get("maximum_text_length_per_request")
    return ModelInfo(
        id=text(row, "model_id"),
        speaks=row.get("can_do_text_to_speech") is True,
        converts=row.get("can_do_voice_conversion") is True,
        most=most if isinstance(most, int) and not isinstance(most, bool) and most > 0 else None,
    )


def account(data: Any) -> Account:
    found = mapping(data, "subscription")
    used, limit = found.get("character_count"), found.get("character_limit")
    if not isinstance(used, int) or not isinstance(limit, int):
        raise UnknownAnswer("The maker's answer could not be read.", call="subscription")
    return Account(tier=text(found, "tier"), used=used, limit=limit)


def read(body: bytes) -> Any:
    """Raises UnknownAnswer for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnknownAnswer("The maker's answer could not be read.") from error


def mapping(data: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise UnknownAnswer("The maker's answer could not be read.", call=what)
    return data


def text(found: Mapping[str, Any], key: str) -> str:
    """As text that a database takes: without NUL and halves of characters; "" for anything else."""
    value = found.get(key)
    plain = value if isinstance(value, str) else ""
    return plain.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST]
