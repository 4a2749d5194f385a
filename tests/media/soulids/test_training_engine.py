"""The engine that learns a person: real photos of the astronaut among photos that are facts alone."""

from functools import lru_cache, partial
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from reklamai.core.errors import Cancelled, EngineError, MediaError
from reklamai.media.faces import find_faces, identity
from reklamai.media.pictures import open_picture, open_with_alpha, save_picture
from soulids.learning import run
from soulids.mastering import MOST_DEATHS, MOST_DONORS
from soulids.media.encoding import from_text
from soulids.media.portrait import LIMIT, SIZE
from soulids.media.training import QualityReport, centroid_of
from soulids.told import told
from soulids.training_engine import TrainEngine
from studio.engines.base import Reference
from tests.media.faces.photos import astronaut, cameraman, scaled
from tests.media.soulids.people import a_photo, directions, her, near

WALL = np.full((90, 70, 3), 140, np.uint8)
BEST, GOOD, FAIR = 3000.0, 1000.0, 500.0
"""Sharpness: of photos that are alike in all else, the sharper one is tried first."""


class Killed(BaseException):
    """The worker is gone, in the middle of it."""


class Telling:
    """A report that remembers, and may end the attempt: `until(stage, kept)` is asked at every word."""

    def __init__(self, until=lambda _stage, _kept: None):
        self.said, self.kept, self.until = [], {}, until

    def __call__(self, stage, share):
        self.said.append((stage, share))
        self.until(stage, self.kept)

    def keep(self, **facts):
        self.kept |= facts
        self.until("", self.kept)

    @property
    def stages(self):
        return list(dict.fromkeys(stage for stage, _share in self.said))


@lru_cache(maxsize=1)
def large():
    return np.ascontiguousarray(scaled(1.4)(astronaut()))


def like_her(seed):
    """Facts of a photo of hers, as far from her as photos of one person are; in grey, so that it is no donor."""
    return a_photo(near(her().vector, apart=0.18, seed=seed), seed=seed, coloured=False)


def a_job(folder, photos, *, kept=None, others=6):
    """photos: (facts, picture) by name; some more of hers without a file are added."""
    workdir = folder / "work"
    workdir.mkdir(exist_ok=True)
    given = {**photos, **{f"other-{seed}": (like_her(seed), None) for seed in range(others)}}
    return SimpleNamespace(
        references=tuple(a_reference(folder, name, *each) for name, each in given.items()),
        workdir=workdir, kept=kept or {},
    )  # fmt: skip


@pytest.fixture
def job(tmp_path):
    return partial(a_job, tmp_path)


@pytest.fixture(scope="module")
def learned(tmp_path_factory):
    """A training whose first donor gives no portrait and whose second does: job, report and result. Made once."""
    given = a_job(tmp_path_factory.mktemp("job"), {"wall": (of_her(BEST), WALL), "hers": (of_her(), large())})
    report = Telling()
    return SimpleNamespace(job=given, report=report, result=run(given, report))


def a_reference(folder, name, facts, picture):
    path = None
    if picture is not None:
        path = folder / f"{name}.png"
        path.write_bytes(picture) if isinstance(picture, bytes) else save_picture(picture, path)
    return Reference("training_photos", path, source="soul-photo", source_id=name, facts=told(facts))


def of_her(sharpness=GOOD):
    """Facts of the astronaut's photo, which can be a donor."""
    return a_photo(her().vector, seed=77, sharpness=sharpness)


def by_cut(result):
    return {file.metadata["cut"]: file.path for file in result.files}


def test_a_portrait_is_made_and_is_her(learned):
    result, files = learned.result, by_cut(learned.result)

    made = open_picture(files["master"])
    assert made.shape == (SIZE[1], SIZE[0], 3)
    assert identity.distance(identity.vector(made, find_faces(made)[0]), her().vector) < 0.2
    assert result.notes["master_source"] == "portrait" and 0 < result.notes["master_apart"] <= LIMIT
    assert result.notes["report"]["master"]["donor"] == "hers"


def test_she_is_cut_out_for_our_own_engine(learned):
    cut = open_with_alpha(by_cut(learned.result)["cut"])

    assert cut.shape[2] == 4 and cut[5, 5, 3] == 0, "the corner beside her head is empty"
    assert cut[cut.shape[0] // 2, cut.shape[1] // 2, 3] == 255


def test_the_distance_is_to_the_others_without_the_photo_itself(learned):
    made = open_picture(by_cut(learned.result)["master"])

    others = [from_text(each.facts["vector"]) for each in learned.job.references if each.source_id != "hers"]
    apart = identity.distance(identity.vector(made, find_faces(made)[0]), centroid_of(np.array(others)))
    assert learned.result.notes["master_apart"] == pytest.approx(apart, abs=1e-3)


def test_stages_are_told_in_the_order_of_the_work_and_shares_never_fall(learned):
    assert learned.report.stages == [
        "reading", "identity", "strangers", "checking", "appearance", "portrait", "verifying", "report",
    ]  # fmt: skip
    shares = [share for _stage, share in learned.report.said]
    assert all(one <= other for one, other in pairwise(shares)) and shares[-1] == 1.0


def test_what_was_learned_is_of_unit_length_and_can_be_read_again(job):
    stranger = a_photo(directions(4)[3], seed=300)

    notes = run(job({"wall": (of_her(), WALL), "stranger": (stranger, WALL)}), Telling()).notes

    vector, report = from_text(notes["embedding"]), QualityReport.from_json(notes["report"])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert set(report.outliers) == {"stranger"} and len(report.used) == 7
    assert identity.distance(vector, her().vector) < 0.15
    assert notes["references"] == list(report.references) and "stranger" not in notes["references"]


def test_a_photo_whose_portrait_is_not_the_person_is_passed_over(job):
    """Its facts say that it is hers, its picture shows somebody else."""
    report = Telling()

    result = run(job({"his": (of_her(BEST), scaled(2)(cameraman())), "hers": (of_her(), large())}), report)

    assert result.notes["report"]["master"]["donor"] == "hers"
    assert set(report.kept["refused"]) == {"his"}
    assert report.kept["made"]["donor"] == "hers"


def test_without_any_portrait_the_best_photo_stands_for_the_person(job):
    result = run(job({"wall": (of_her(), WALL), "broken": (of_her(BEST), b"no picture")}), Telling())

    notes = result.notes
    assert notes["master_source"] == "photo" and notes["report"]["master"]["donor"] == "wall"
    assert notes["report"]["master"]["refused"] == {"broken": "unreadable", "wall": "no_face"}
    assert notes["master_apart"] == pytest.approx(notes["report"]["used"]["wall"], abs=1e-3)
    assert list(by_cut(result)) == ["master"], "there is nobody on a wall to be cut out"
    assert np.array_equal(open_picture(by_cut(result)["master"]), WALL)


def test_a_photo_that_stands_for_the_person_is_made_small_enough_for_vendors(job):
    wide = np.full((300, 2400, 3), 90, np.uint8)

    result = run(job({"wide": (of_her(), wide)}), Telling())

    assert open_picture(by_cut(result)["master"]).shape == (256, 2048, 3)


def test_a_second_attempt_tries_no_photo_again(job):
    photos = {"first": (of_her(BEST), WALL), "second": (of_her(GOOD), WALL), "third": (of_her(FAIR), WALL)}

    def die(_stage, kept):
        if "second" in kept.get("refused", {}):
            raise Killed

    killed = Telling(until=die)
    with pytest.raises(Killed):
        run(job(photos), killed)
    again = Telling()
    result = run(job(photos, kept=killed.kept), again)

    assert killed.kept["refused"] == {"first": "no_face", "second": "no_face"}
    assert again.kept["tries"] == {"first": 1, "second": 1, "third": 1}
    assert result.notes["report"]["master"]["refused"] == dict.fromkeys(photos, "no_face")


def test_a_portrait_that_was_measured_is_not_measured_again(job, learned):
    photos = {"wall": (of_her(BEST), WALL), "hers": (of_her(), large())}

    again = Telling()
    result = run(job(photos, kept=learned.report.kept), again)

    assert "verifying" not in again.stages and "refused" not in again.kept
    assert result.notes["master_apart"] == learned.result.notes["master_apart"]


def test_a_photo_that_workers_die_over_is_passed_over(job):
    photos = {"bomb": (of_her(BEST), WALL), "wall": (of_her(), WALL)}

    notes = run(job(photos, kept={"tries": {"bomb": MOST_DEATHS}}), Telling()).notes

    assert notes["report"]["master"]["refused"] == {"bomb": "worker_died", "wall": "no_face"}


@pytest.mark.parametrize("at", ["reading", "strangers", "portrait", "report"])
def test_it_can_be_stopped_at_every_step(job, at):
    def stop(stage, _kept):
        if stage == at:
            raise Cancelled("stopped")

    given = job({"wall": (of_her(), WALL)})
    with pytest.raises(Cancelled):
        run(given, Telling(until=stop))

    assert not list(given.workdir.iterdir())


def test_no_more_photos_are_tried_than_help(job):
    photos = {f"wall-{at}": (of_her(GOOD + at), WALL) for at in range(MOST_DONORS + 2)}

    notes = run(job(photos), Telling()).notes

    assert len(notes["report"]["master"]["refused"]) == MOST_DONORS


def test_photos_of_too_few_of_one_person_teach_nothing(job):
    strangers = {f"{at}": (a_photo(directions(4)[at], seed=at), WALL) for at in range(4)}

    with pytest.raises(EngineError) as caught:
        run(job(strangers, others=0), Telling())

    assert caught.value.facts["least"] == 3 and not caught.value.repeatable


@pytest.mark.parametrize("facts", [{}, {"facts": {}, "vector": ""}, {"vector": "AAAA"}])
def test_facts_that_were_let_go_of_are_said_so(job, facts):
    given = job({})
    given.references = (Reference("training_photos", None, source_id="x", facts=facts),)

    with pytest.raises(MediaError):
        run(given, Telling())


def test_photos_whose_files_are_all_gone_end_it(job):
    with pytest.raises(MediaError):
        run(job({}), Telling())


def test_the_engine_loads_without_eyes_and_says_nothing_of_the_photos():
    engine = TrainEngine()

    assert (engine.cluster, engine.can_stop) == ("heavy", True)
    assert engine.describe(None, None, language="en").as_json()["files"] == ()
