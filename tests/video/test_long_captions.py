"""Captions of as much as anybody says: voices with the longest text that any of our models says."""

import pytest
from django.utils import translation

from reklamai.core.errors import Conflict
from reklamai.media.captions.order import LARGEST, parse
from studio.models import Generation, Status
from tests.studio.catalogue.entries import ALL
from tests.video.plating import load
from tests.video.sounds import clip, sound
from video.models import SoundMix, SoundPart, SoundPiece
from video.models.sound import MOST_PIECES
from video.selectors.mixes import board_of_sound
from video.services import mixes, mixing
from video.sound_words import captions_of

pytestmark = pytest.mark.django_db

LONGEST = 5000
"""Characters of one order of speech, whoever speaks."""
SHORTEST_WORDS = ("я " * (LONGEST // 2)).strip()
"""Of one letter each: most of what is told of words is when they are spoken."""
PICTURE_S = 600.0


def words_of(text, *, seconds):
    words = text.split()
    each = seconds / len(words)
    return [[word, round(place * each, 3), round((place + 1) * each, 3)] for place, word in enumerate(words)]


@pytest.fixture
def full(alice, private_media):
    """A clip of ten minutes under ten voices, each of which goes on until it ends."""
    load("local_mix.yaml")
    mix, _fresh = mixes.for_clip(alice, clip(alice, seconds=PICTURE_S).pk)
    said = words_of(SHORTEST_WORDS, seconds=PICTURE_S)
    talk(mix, said, voices=10)
    return SoundMix.objects.get(pk=mix.pk)


def talk(mix, said, *, voices):
    SoundPiece.objects.bulk_create(
        SoundPiece(
            mix=mix, lane="dialogue", asset=sound(mix.owner, seconds=PICTURE_S), text=SHORTEST_WORDS, spoken=said
        )
        for _each in range(voices)
    )


def test_no_model_says_more_in_one_order_than_what_is_tried_here():
    longest = {
        entry.id: item.max_length
        for entry in ALL
        if entry.kind == "text_to_speech" and not entry.off
        for item in entry.inputs
        if item.role == "prompt"
    }

    assert longest
    assert max(longest.values()) == LONGEST, longest


def test_the_longest_speech_of_ten_voices_is_mixed_with_its_captions(alice, full):
    told = captions_of(board_of_sound(full), SoundPart.MIX)

    order = mixing.order_mix(alice, full)

    assert 500_000 < len(told) < LARGEST
    assert order.generation.parameters["captions"] == told
    assert order.generation.status == Status.QUEUED


def test_more_than_captions_hold_is_refused_in_words_before_it_is_ordered(alice, full):
    talk(full, words_of(SHORTEST_WORDS, seconds=PICTURE_S), voices=MOST_PIECES - 10)

    with translation.override("en"), pytest.raises(Conflict, match="More is said here than captions can hold"):
        mixing.order_mix(alice, full)

    assert not Generation.objects.filter(kind="sound_mix").exists()


def test_the_longest_speech_loses_no_word_in_its_captions(alice, full):
    SoundPiece.objects.exclude(pk=SoundPiece.objects.filter(mix=full).first().pk).delete()

    found = parse(captions_of(board_of_sound(full), SoundPart.MIX), until=PICTURE_S)

    assert sum(len(cue.words) for cue in found.cues) == LONGEST // 2
    assert found.cues[-1].to_s <= PICTURE_S
    assert all(before.to_s <= after.from_s for before, after in zip(found.cues, found.cues[1:], strict=False))
