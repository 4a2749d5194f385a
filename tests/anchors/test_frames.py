"""Anchors of frames of clips."""

import subprocess
from uuid import uuid4

import pytest

from anchors.models import ReferenceAnchor
from anchors.services import anchors, frames
from reklamai.core.errors import BadInput, FileRefused
from reklamai.media import ffmpeg
from reklamai.media.pictures import open_picture
from studio import storage
from studio.models import Asset
from studio.services import assets
from tests.anchors.conftest import features, looked_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(alice, private_media, tmp_path):
    """Gives `upload(name, *inputs)`: what ffmpeg made of them, as a file of Alice's."""

    def make(name, *arguments):
        path = tmp_path / name
        subprocess.run([ffmpeg.program(), "-v", "error", "-f", "lavfi", *arguments, str(path)], check=True)
        with path.open("rb") as file:
            return assets.upload(owner=alice, file=file, name=name)

    return make


@pytest.fixture
def clip(upload):
    """A second of blue, then a second of red."""
    graph = "color=blue:s=64x64:r=10:d=1[a];color=red:s=64x64:r=10:d=1[b];[a][b]concat"
    return upload("My clip.mp4", "-i", graph, "-pix_fmt", "yuv420p")


def test_the_frame_is_kept_as_a_picture_and_looked_at(alice, clip, extraction, tmp_path):
    anchor = anchors.create(alice, asset=clip.pk, at_s=1.5, key=uuid4())

    assert (anchor.image.kind, anchor.image.owner, anchor.image.name) == ("picture", alice, "My_clip_0-01.png")
    red, _green, blue = open_picture(storage.local_copy(anchor.image.stored_name, into=tmp_path)).mean(axis=(0, 1))
    assert red > 200 > 60 > blue
    assert anchor.name == "My_clip.mp4"
    assert looked_at(anchor).features == features()


def test_without_a_moment_it_is_the_first_frame(alice, clip, extraction, tmp_path):
    anchor = anchors.create(alice, asset=clip.pk, key=uuid4())

    red, _green, blue = open_picture(storage.local_copy(anchor.image.stored_name, into=tmp_path)).mean(axis=(0, 1))
    assert blue > 200 > 60 > red


@pytest.mark.parametrize("at_s", [-0.5, 2.5, float("nan")])
def test_a_moment_that_the_clip_does_not_have_is_refused(alice, clip, extraction, at_s):
    with pytest.raises(BadInput, match="no such moment"):
        anchors.create(alice, asset=clip.pk, at_s=at_s, key=uuid4())
    assert list(Asset.objects.all()) == [clip]


def test_a_sound_shows_nothing(alice, upload, extraction):
    sound = upload("voice.wav", "-i", "sine=d=1")

    with pytest.raises(BadInput, match="made of a picture"):
        anchors.create(alice, asset=sound.pk, key=uuid4())
    assert not ReferenceAnchor.objects.exists()


def test_a_clip_that_cannot_be_read_is_refused_in_words(alice, clip, extraction, private_media):
    (private_media / clip.stored_name).write_bytes(b"what a broken disk left of it")

    with pytest.raises(FileRefused, match="No frame of this clip"):
        anchors.create(alice, asset=clip.pk, at_s=0.5, key=uuid4())
    assert list(Asset.objects.all()) == [clip]


NAMED = [("a.b.mov", 0.99, "a.b 0-00.png"), ("clip", 75.2, "clip 1-15.png"), ("", 3, "clip 0-03.png")]


@pytest.mark.parametrize(("name", "at_s", "told"), NAMED)
def test_a_frame_is_named_after_its_clip_and_moment(name, at_s, told):
    assert frames.name_of(Asset(name=name), at_s) == told
