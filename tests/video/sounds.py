"""Sounds, clips and a model that speaks, for the tests of mixes: rows whose files nobody opens."""

from copy import deepcopy

import pytest

from studio.models import CatalogueModel
from tests.video.boards import board, picture
from video.models import SoundMix, SoundPiece
from video.services import sounds

SPEECH = {
    "model": "fake-voice",
    "provider": "fake",
    "title": "Fake",
    "kind": "text_to_speech",
    "output": "audio",
    "inputs": {
        "text": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "voice": {"type": "string", "enum": ["anna", "boris"], "default": "anna", "maps_to": "voice"},
        "speed": {"type": "number", "min": 0.5, "max": 2, "maps_to": "speed"},
    },
    "price": {"unit": "video", "credits": 20, "usd_per_credit": 0.005},
}


@pytest.fixture
def speaker(db):
    return CatalogueModel.objects.create(id="fake-voice", provider="fake", entry=deepcopy(SPEECH), enabled=True)


@pytest.fixture
def film(alice, private_media):
    return board(alice)


@pytest.fixture
def mix(alice, film):
    return sounds.mix_of_film(alice, film)


def sound(owner, *, seconds=5.0, **other):
    made = picture(owner, kind="sound", name="a.wav", duration_s=seconds, has_sound=True, **other)
    return of_type(made, "audio/wav")


def clip(owner, *, seconds=8.0, **other):
    made = picture(owner, kind="clip", name="a.mp4", duration_s=seconds, **{"has_sound": True, **other})
    return of_type(made, "video/mp4")


def of_type(asset, content_type):
    asset.content_type = content_type
    asset.save(update_fields=["content_type"])
    return asset


def put(owner, mix, **content):
    """A sound of five seconds on a lane of the mix."""
    return sounds.add(owner, mix, {"asset": str(sound(owner).pk), "lane": "effects", **content})


def again(row):
    """As it stands in the database."""
    return type(row).objects.get(pk=row.pk)


def pieces_of(mix):
    return list(SoundPiece.objects.filter(mix=mix, deleted_at=None).order_by("created_at", "id"))


def sound_revision(mix):
    return SoundMix.objects.get(pk=mix.pk).revision
