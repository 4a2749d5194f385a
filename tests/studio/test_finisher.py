"""settings.FINISHER with real files: the look first, what was made after it, the master last."""

import hashlib
import subprocess
import sys
from decimal import Decimal

import cv2
import numpy as np
import pytest
from django.conf import settings as configured
from django.utils import timezone

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media import pictures, probe
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.ffmpeg import encode
from reklamai.media.types import quiet
from studio.engines.base import Finisher, Job, Result, ResultFile
from studio.engines.finishing import Finish
from studio.engines.tables import loaded
from studio.models import Generation, Status
from studio.services import watch
from tests.media.finish.clips import beating, made

LOOK = Camerawork(ratio=1.0, profile="noir", grain=0.2, moves=(Moving("zoom_in"),))


def plan(post=("grade", "grain", "mask"), work=LOOK, **more):
    return {"camerawork": work.as_json(), "post": list(post), **more}


@pytest.fixture
def job_of(tmp_path):
    def make(**changes) -> Job:
        workdir = tmp_path / f"work-{len(list(tmp_path.iterdir()))}"
        workdir.mkdir()
        return Job("1", "text_to_image", None, "", 5, {}, workdir, **changes)

    return make


@pytest.fixture
def poster(tmp_path):
    path = tmp_path / "made.png"
    picture = np.random.default_rng(1).integers(0, 255, (90, 160, 3), np.uint8)
    pictures.save_picture(picture, path, text={"prompt": "a poster", "seed": "5"})
    return ResultFile(path, {"seed": "5"})


def parts(result: Result) -> list[str]:
    return [each.metadata.get("part", "") for each in result.files]


def test_it_is_the_finisher_of_the_settings_and_keeps_to_the_port():
    finisher: Finisher = loaded(configured.FINISHER)

    assert isinstance(finisher, Finish)


def test_a_picture_has_its_look_first_and_its_original_after_it(job_of, poster):
    made_by_vendor = Result(files=(poster,), seed=9, notes={"engine": "x"}, cost=Decimal("0.1"))

    result = Finish().finish(job_of(plan=plan()), made_by_vendor, quiet)

    assert parts(result) == ["finished", "original"]
    assert (result.seed, result.notes, result.cost) == (9, {"engine": "x"}, Decimal("0.1"))
    picture = pictures.open_picture(result.files[0].path)
    assert picture.shape == (90, 90, 3)
    assert np.ptp(picture.astype(int), axis=2).mean() < 6, "noir is without colour"
    assert pictures.read_text(result.files[0].path) == {"prompt": "a poster", "seed": "5"}
    assert result.files[0].metadata == {"seed": "5", "part": "finished"}
    assert result.files[1].path == poster.path


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_the_same_again_gives_the_same_bytes_in_the_same_format(job_of, tmp_path, suffix):
    path = tmp_path / f"made{suffix}"
    pictures.save_picture(np.full((90, 160, 3), 120, np.uint8), path)
    made_by_vendor = Result(files=(ResultFile(path),))

    digests = set()
    for seed in (None, 5, 6):
        done = Finish().finish(job_of(plan=plan(("grain",))), Result(files=made_by_vendor.files, seed=seed), quiet)
        assert done.files[0].path.suffix == suffix
        digests.add(hashlib.sha256(done.files[0].path.read_bytes()).hexdigest())

    assert len(digests) == 2, "the job's seed stands in for the maker's; another one is another grain"


def test_a_clip_is_finished_with_its_sound(job_of, tmp_path):
    clip = beating(tmp_path / "made.mp4", seconds=1)

    result = Finish().finish(
        job_of(plan=plan(("crop_move", "grade", "mask"))), Result(files=(ResultFile(clip),)), quiet
    )

    facts = probe.probe(result.files[0].path)
    assert (facts.width, facts.height, facts.frames, facts.has_sound) == (90, 90, 24, True)
    assert parts(result) == ["finished", "original"]


def test_every_picture_of_a_result_has_the_look_and_sound_is_left_alone(job_of, tmp_path, poster):
    sound = made(tmp_path / "s.mp4", picture="color=s=16x16", sound="sine", seconds=0.3)
    music = tmp_path / "music.wav"
    encode(["-i", sound, "-vn", music], seconds=1, report=quiet)

    result = Finish().finish(job_of(plan=plan()), Result(files=(poster, ResultFile(music), poster)), quiet)

    assert parts(result) == ["finished", "finished", "original", "original", "original"]
    assert result.files[0].path != result.files[1].path


@pytest.mark.parametrize("bars", [False, True])
def test_what_a_maker_left_transparent_stays_so_under_the_look(job_of, tmp_path, bars):
    path, cutout = tmp_path / "cutout.png", np.full((90, 160, 4), (200, 40, 40, 255), np.uint8)
    cutout[:, 80:, 3] = 0
    pictures.save_picture(cutout, path)
    work = Camerawork(optics=Optics(distortion=-0.05, softness=0.5), ratio=2.0, bars=bars, profile="noir", halation=1.0)

    result = Finish().finish(
        job_of(plan=plan(post=("lens", "grade", "grain", "mask"), work=work)), Result((ResultFile(path),)), quiet
    )

    seen = pictures.open_with_alpha(result.files[0].path)
    assert seen.shape == ((90, 160, 4) if bars else (80, 160, 4))
    middle = seen[len(seen) // 2]
    assert (middle[:76, 3] == 255).all() and (middle[84:, 3] == 0).all()
    assert np.ptp(middle[20, :3]) < 8, "noir"
    assert (seen[0, :, 3] == 255).all() == bars


def test_moves_and_ramps_leave_a_picture_as_it_is(job_of, poster):
    result = Finish().finish(job_of(plan=plan(("crop_move", "speed_ramp"))), Result(files=(poster,)), quiet)

    assert result.files == (poster,)


def test_a_master_comes_last_with_what_its_pixels_carry(job_of, poster):
    master = {"format": "png16", "resolution": "720p", "deep": False}

    result = Finish().finish(job_of(plan=plan(master=master)), Result(files=(poster,)), quiet)

    assert parts(result) == ["finished", "original", "master"]
    told = result.files[2].metadata["master"]
    assert (told["container_bits"], told["source_bits"], told["enlarged"]) == (16, 8, True)
    pixels = cv2.imread(str(result.files[2].path), cv2.IMREAD_UNCHANGED)
    assert (pixels.dtype, pixels.shape) == (np.uint16, (720, 720, 3))


def test_a_master_alone_leaves_the_main_file_as_it_was_made(job_of, tmp_path):
    clip = beating(tmp_path / "made.mp4", seconds=0.5)
    job = job_of(plan={"master": {"format": "hevc10", "resolution": "", "deep": False}})

    result = Finish().finish(job, Result(files=(ResultFile(clip),)), quiet)

    assert parts(result) == ["", "master"]
    assert result.files[0].path == clip
    facts = probe.probe(result.files[1].path)
    assert (facts.codec, facts.pixel_format, facts.width) == ("hevc", "yuv420p10le", 160)


def test_it_tells_of_its_way_and_stops_when_it_is_told_to(job_of, tmp_path, poster):
    told = []
    job = job_of(plan=plan(master={"format": "png16", "resolution": "", "deep": False}))

    Finish().finish(job, Result(files=(poster, poster)), lambda stage, share: told.append(share))

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)

    def stop(stage, share):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        Finish().finish(job_of(plan=plan()), Result(files=(poster,)), stop)


def test_a_plan_that_cannot_be_read_is_told_as_such(job_of, poster):
    with pytest.raises(MediaError, match="camera"):
        Finish().finish(
            job_of(plan={"camerawork": {"optics": {"nonsense": 1}}, "post": ["lens"]}), Result(files=(poster,)), quiet
        )


def test_the_web_process_loads_it_without_opencv():
    call = (
        "import sys, django, os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'reklamai.settings')\n"
        "import studio.engines.finishing\n"
        "assert 'cv2' not in sys.modules and 'studio.engines.putting_on' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", call], check=True)


@pytest.mark.django_db
def test_an_order_gets_its_finished_picture_from_the_worker_for_pixels(alice, place, run, fake_engine):
    generation = place(alice)
    Generation.objects.filter(pk=generation.pk).update(plan=plan(("grade", "mask")))
    generation = run(Generation.objects.get(pk=generation.pk))
    assert generation.finishing
    Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())
    watch.wake_waiting()

    generation = run(generation)

    assert generation.status == Status.DONE
    assert [each.metadata["part"] for each in generation.results] == ["finished", "original"]
    assert (generation.result.width, generation.result.height) == (40, 40)
    assert "not_finished" not in generation.notes
