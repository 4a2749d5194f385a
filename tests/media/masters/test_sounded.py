"""A master that was written in silence and is given its sound: not one packet of its pictures is another."""

import zipfile

import av
import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media import archives
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.sound import Sound
from reklamai.media.masters.sounded import with_sound
from reklamai.media.probe import probe
from reklamai.media.sound import write_wav
from tests.media.masters.scenes import drawn, gradient, written

SMALL = (192, 108)
TAGS = {"h264": "avc1", "hevc10": "hvc1", "prores_hq": "apch"}


def packets(path, kind):
    with av.open(str(path)) as container:
        stream = getattr(container.streams, kind)[0]
        return [bytes(each) for each in container.demux(stream) if each.size]


def colours(path):
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        return context.codec_tag, context.color_range, context.colorspace, context.color_primaries, context.color_trc


def silent(tmp_path, key):
    return written(tmp_path / f"master{FORMATS[key].suffix}", key, gradient(SMALL), frames=12)


@pytest.fixture
def tone(tmp_path):
    """Half a second, as PCM and as the AAC of a clip."""
    wave = (0.4 * np.sin(2 * np.pi * 440 * np.arange(24_000) / 48_000)).astype(np.float32)
    write_wav(tmp_path / "tone.wav", np.repeat(wave[:, None], 2, axis=1))
    return tmp_path / "tone.wav", drawn(tmp_path / "clip.mp4", "-i", str(tmp_path / "tone.wav"), "-c:a", "aac")


@pytest.mark.parametrize("key", ["h264", "hevc10"])
def test_a_master_in_mp4_takes_the_packets_of_the_clips_sound_as_they_are(tmp_path, key, tone):
    master = silent(tmp_path, key)

    out = with_sound(master, key, Sound(tone[1], "aac"), seconds=0.5)

    assert packets(out, "video") == packets(master, "video")
    assert packets(out, "audio") == packets(tone[1], "audio")
    assert colours(out) == colours(master) == (TAGS[key], 1, 1, 1, 1)
    facts = probe(out)
    assert (facts.has_sound, facts.frames, facts.fps) == (True, 12, 24)


def test_prores_takes_sound_that_was_never_coded(tmp_path, tone):
    master = silent(tmp_path, "prores_hq")

    out = with_sound(master, "prores_hq", Sound(tone[0], "pcm"), seconds=0.5)

    assert packets(out, "video") == packets(master, "video")
    assert colours(out) == colours(master) == (TAGS["prores_hq"], 1, 1, 1, 1)
    with av.open(str(out)) as container:
        assert container.streams.audio[0].codec_context.name == "pcm_s24le"
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert sound.size == 2 * 24_000
    assert np.abs(sound >> 16).max() == round(0.4 * 32767)


@pytest.mark.parametrize("key", ["png16_sequence", "tiff16_sequence"])
def test_an_archive_of_pictures_grows_by_its_sound(tmp_path, key, tone):
    master = silent(tmp_path, key)
    with zipfile.ZipFile(master) as archive:
        before = {each: archive.read(each) for each in archive.namelist()}

    out = with_sound(master, key, Sound(tone[0], "pcm"), seconds=0.5)

    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert {each: archive.read(each) for each in before} == before
        assert set(archive.namelist()) - before.keys() == {"sound.wav"}
        archive.extract("sound.wav", tmp_path)
    assert probe(tmp_path / "sound.wav").duration_s == pytest.approx(0.5)
    assert archives.facts_of(out).kind == "archive"


@pytest.mark.parametrize("key", ["hevc10", "prores_hq", "png16_sequence"])
def test_what_is_no_sound_leaves_the_master_as_it_is(tmp_path, key):
    master, broken = silent(tmp_path, key), tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF and nothing")
    before = probe(master).frames if key != "png16_sequence" else archives.facts_of(master)

    with pytest.raises(MediaError):
        with_sound(master, key, Sound(broken, "pcm"), seconds=0.5)

    assert (probe(master).frames if key != "png16_sequence" else archives.facts_of(master)) == before


def test_a_format_of_pictures_takes_no_sound(tmp_path, tone):
    with pytest.raises(ValueError, match="png16"):
        with_sound(tmp_path / "master.png", "png16", Sound(tone[0], "pcm"), seconds=0.5)
