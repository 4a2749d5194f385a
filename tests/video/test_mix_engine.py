"""Sound mixed under a clip: ordered, made, told, and refused in words."""

import io
import json
import zipfile
from pathlib import Path
from uuid import uuid4

import av
import numpy as np
import pytest
from django.utils import translation

from reklamai.core.errors import Cancelled, Conflict, MediaError, Unsupported
from reklamai.media.mixing.model import LaneSet, Mix, Piece, written
from reklamai.media.sound import RATE
from studio.ask import Ask, ReferenceAsk
from studio.engines.base import Job, Reference
from studio.engines.describe import sent_by_entry
from studio.models import Asset, AssetKind, Generation, Status
from studio.selectors import catalogue
from studio.services import assets, orders, work
from tests.media.film.clips import clip
from tests.media.mixing.sounds import bed, ebur128, tone, wav
from tests.studio.conftest import balance_of
from tests.video.plating import load
from video import sound_mixing
from video.mix_engine import MixEngine

SAID = {"said": [["Доброе утро, город!", 0.5, 1.5, []]], "style": "clean"}
LATE = Mix((Piece(Path("a"), "dialogue", 0.5), Piece(Path("b"), "ambience", loop=True, gain_db=-6)), 2.0)


@pytest.fixture(autouse=True)
def workshop(db, private_media):
    load("local_mix.yaml")
    with translation.override("en"):
        yield


def kept(owner, path) -> Asset:
    content = io.BytesIO(path.read_bytes())
    content.name = path.name
    return assets.upload(owner=owner, file=content, name=path.name, project=None)


@pytest.fixture
def line(tmp_path):
    return wav(tmp_path / "line.wav", tone(220, 1, level=0.4))


@pytest.fixture
def rain(tmp_path):
    return wav(tmp_path / "rain.wav", bed(np.random.default_rng(1), 1))


@pytest.fixture
def silent(tmp_path):
    return clip(tmp_path / "silent.mp4", frames=48, size="160x90")


def asked(picture, sounds, *, mix=LATE, model="mix-sound", kind="sound_mix", **parameters) -> Ask:
    named = [("source_video", picture), *(("reference_audio", each) for each in sounds)]
    references = tuple(ReferenceAsk("asset", str(asset.pk), role) for role, asset in named)
    text = mix if isinstance(mix, str) else written(mix)
    return Ask(kind=kind, model=model, references=references, parameters={"mix": text, **parameters})


def made(owner, ask):
    (generation,) = orders.order(owner=owner, ask=ask, key=uuid4(), by_room=True)
    work.run(generation.pk)
    generation.refresh_from_db()
    return generation


def job(folder, picture, *sounds, mix=LATE, kind="sound_mix", language="en", **parameters) -> Job:
    named = [("source_video", picture), *(("reference_audio", each) for each in sounds)]
    references = tuple(Reference(role, path) for role, path in named)
    entry = catalogue.offer("mix-sound").entry
    values = {"mix": written(mix), **parameters}
    return Job("1", kind, entry, "", 0, values, folder, references, language=language)


def quiet(stage: str, share: float) -> None:
    pass


def test_a_clip_gets_its_sound_and_every_lane_as_a_file(alice, silent, line, rain):
    files = [kept(alice, path) for path in (silent, line, rain)]

    mix = made(alice, asked(files[0], files[1:], captions=json.dumps(SAID)))

    assert (mix.status, mix.kind, balance_of(alice)) == (Status.DONE, "sound_mix", 100)
    film, archive = mix.assets.order_by("position")
    assert (film.kind, film.has_sound) == (AssetKind.CLIP, True)
    assert film.duration_s == pytest.approx(2, abs=0.05)
    assert (archive.kind, archive.content_type) == (AssetKind.ARCHIVE, "application/zip")
    assert archive.thumbnail
    with archive.file.open("rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as held:
        assert held.namelist() == ["mix.wav", "dialogue.wav", "ambience.wav", "captions.srt", "captions.vtt"]
        assert "Доброе утро, город!" in held.read("captions.srt").decode()


def test_what_was_mixed_is_told_and_is_true_of_the_file(alice, silent, line, rain, tmp_path):
    files = [kept(alice, path) for path in (silent, line, rain)]

    mix = made(alice, asked(files[0], files[1:]))

    mixed = mix.notes["mixed"]
    with mix.result.file.open("rb") as file:
        (tmp_path / "got.mp4").write_bytes(file.read())
    told, peak = ebur128(tmp_path / "got.mp4")
    assert mixed["loudness"] == pytest.approx(told, abs=0.1) == pytest.approx(-14, abs=0.5)
    assert mixed["true_peak"] == pytest.approx(peak, abs=0.2)
    assert peak <= -1
    assert mixed["ducked"] == [pytest.approx([0.5, 1.5], abs=0.02)]
    assert mixed["seconds"] == 2.0
    assert "adjusted" not in mix.notes
    assert mix.result.metadata["mixed"] == mixed


def test_a_preview_is_one_file_and_no_work_of_its_own(alice, silent, line, rain):
    files = [kept(alice, path) for path in (silent, line, rain)]

    preview = made(alice, asked(files[0], files[1:], model="preview-mix", kind="sound_preview"))

    assert preview.status == Status.DONE
    assert preview.assets.count() == 1
    assert not Generation.objects.works().filter(pk=preview.pk).exists()


def test_captions_are_drawn_into_the_picture_where_that_is_asked(tmp_path, silent, line, rain):
    def frames(result) -> np.ndarray:
        with av.open(str(result.files[0].path)) as container:
            return np.stack([frame.to_ndarray(format="gray") for frame in container.decode(video=0)]).astype(float)

    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    captions = json.dumps({**SAID, "burn": True})

    plain = frames(sound_mixing.run(job(tmp_path / "without", silent, line, rain), quiet))
    burned = frames(sound_mixing.run(job(tmp_path / "with", silent, line, rain, captions=captions), quiet))

    changed = (np.abs(burned - plain) > 60).mean(axis=(1, 2))
    assert len(burned) == 48
    assert changed[14:34].min() > 0.005
    assert changed[:10].max() < 0.001
    assert changed[44:].max() < 0.001


def test_letters_that_the_captions_lack_are_told(tmp_path, silent, line, rain):
    captions = {"said": [["水 is water", 0.5, 1.5, []]], "burn": True}

    result = sound_mixing.run(job(tmp_path, silent, line, rain, captions=json.dumps(captions)), quiet)

    assert result.notes["adjusted"] == ["Our letters for captions lack these, and they were left out: 水"]


def test_what_comes_out_otherwise_is_said_in_the_language_of_the_order(tmp_path, silent, line, rain):
    pieces = (Piece(line, "music", 1.5), Piece(line, "effects", 1.99, from_s=5), Piece(rain, "effects", 3))

    result = sound_mixing.run(job(tmp_path, silent, line, rain, mix=Mix(pieces, 9), language="ru"), quiet)

    assert result.notes["adjusted"] == [
        "Звук длится столько же, сколько картинка: 2,0 секунды.",
        "2 звука не слышны: их часть файла или их место пусты.",
        "1 звук длиннее картинки и кончается вместе с ней.",
    ]
    assert result.notes["mixed"]["seconds"] == 2.0


def test_a_mix_in_which_nothing_is_heard_is_silent_and_says_so(tmp_path, silent, line):
    mix = Mix((Piece(line, "music"),), 2, lanes={"music": LaneSet(mute=True)})

    result = sound_mixing.run(job(tmp_path, silent, line, mix=mix), quiet)

    assert result.notes["mixed"] == {"loudness": None, "true_peak": None, "ducked": [], "seconds": 2.0}
    assert result.notes["adjusted"] == ["There is nothing to hear in this mix: it stays silent."]
    json.dumps(result.notes, allow_nan=False)


def test_a_knock_alone_stays_softer_and_that_is_said(tmp_path, silent):
    knock = np.zeros((2 * RATE, 2), np.float32)
    knock[RATE : RATE + 200] = 0.5
    mix = Mix((Piece(wav(tmp_path / "knock.wav", knock), "effects"),), 2)

    result = sound_mixing.run(job(tmp_path, silent, tmp_path / "knock.wav", mix=mix), quiet)

    (said,) = result.notes["adjusted"]
    assert said.startswith("The mix stays at -")
    assert said.endswith("LUFS: at -14 its loudest moments would be crushed.")


def test_the_sound_of_the_clip_itself_lies_under_the_rest(tmp_path, line):
    loud = clip(tmp_path / "loud.mp4", frames=48, sound="0.2*sin(2*PI*900*t)")
    mix = Mix((Piece(line, "dialogue"),), 2, own=loud)

    result = sound_mixing.run(job(tmp_path, loud, line, mix=mix), quiet)

    with zipfile.ZipFile(result.files[1].path) as held:
        assert held.namelist() == ["mix.wav", "dialogue.wav", "own.wav"]


def test_the_same_order_gives_the_same_bytes(tmp_path, silent, line, rain):
    found = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        result = sound_mixing.run(job(tmp_path / name, silent, line, rain), quiet)
        found.append([each.path.read_bytes() for each in result.files])

    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "field"),
    [("{}", "seconds"), ("nonsense", "mix"), ('{"seconds":2,"pieces":[{"sound":2,"lane":"music"}]}', "pieces.0.sound")],
)
def test_a_mix_that_is_none_is_refused_before_an_order_is_taken(alice, silent, line, rain, text, field):
    files = [kept(alice, path) for path in (silent, line, rain)]

    with pytest.raises(Unsupported, match="The mix cannot be made as it is set") as refused:
        orders.order(owner=alice, ask=asked(files[0], files[1:], mix=text), key=uuid4(), by_room=True)

    assert refused.value.facts["field"] == field


def test_captions_that_are_none_are_refused_before_an_order_is_taken(alice, silent, line, rain):
    files = [kept(alice, path) for path in (silent, line, rain)]

    with pytest.raises(Unsupported, match="captions cannot be made as they are set: see “style”"):
        orders.order(
            owner=alice, ask=asked(*files[:1], files[1:], captions='{"style":"gothic"}'), key=uuid4(), by_room=True
        )


def test_only_the_room_orders_mixes(alice, silent, line, rain):
    files = [kept(alice, path) for path in (silent, line, rain)]

    with pytest.raises(Conflict, match="on the page it belongs to"):
        orders.order(owner=alice, ask=asked(files[0], files[1:]), key=uuid4())


def test_a_sound_that_broke_since_is_named_in_the_language_of_the_order(tmp_path, silent, line):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(line.read_bytes()[:30])
    mix = Mix((Piece(broken, "music"),), 2)
    order = job(tmp_path, silent, line, broken, mix=mix, language="ru")
    order.parameters["mix"] = order.parameters["mix"].replace('"sound":0', '"sound":1')

    with pytest.raises(MediaError, match="Звук 2 не читается"):
        sound_mixing.run(order, quiet)


def test_a_clip_that_broke_since_is_told(tmp_path, silent, line, rain):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(silent.read_bytes()[:500])

    with pytest.raises(MediaError, match="could not be mixed"):
        sound_mixing.run(job(tmp_path, broken, line, rain), quiet)


def test_a_stopped_order_ends_as_stopped(tmp_path, silent, line, rain):
    def stopped(stage: str, share: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        sound_mixing.run(job(tmp_path, silent, line, rain), stopped)


def test_a_watcher_hears_shares_that_only_rise(tmp_path, silent, line, rain):
    heard = []

    sound_mixing.run(job(tmp_path, silent, line, rain), lambda stage, share: heard.append(share))

    assert heard == sorted(heard)
    assert 0 <= heard[0] < 0.1
    assert 0.9 <= heard[-1] <= 1


def test_the_json_of_a_mix_is_no_control_that_is_shown(alice, silent, line):
    ask = asked(kept(alice, silent), [kept(alice, line)], captions=json.dumps(SAID))
    entry = catalogue.offer("mix-sound").entry

    shown = {each.name for each in MixEngine().describe(ask, entry, language="en").controls}

    assert {"mix", "captions"} <= {each.name for each in sent_by_entry(ask, entry).controls}
    assert not shown & {"mix", "captions"}


def test_captions_end_with_the_picture(alice, silent, line, rain):
    said = {"said": [["Good morning", 0.5, 1, []], ["Good night", 3, 4, []]]}

    done = made(alice, asked(kept(alice, silent), [kept(alice, line), kept(alice, rain)], captions=json.dumps(said)))

    with done.results[1].file.open() as file, zipfile.ZipFile(file) as archive:
        words = archive.read("captions.srt").decode()
    assert ("Good morning" in words, "Good night" in words) == (True, False)
