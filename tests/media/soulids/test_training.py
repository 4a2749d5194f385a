"""What is learned of a person."""

import json
import random

import numpy as np
import pytest

from reklamai.core.errors import BadInput
from reklamai.media.faces import identity
from soulids.media.framing import Framing, Pose
from soulids.media.training import QualityReport, centroid_of, centroid_without, train
from soulids.media.verdicts import Verdict
from tests.media.soulids.people import a_photo, an_album, directions, near


def test_the_centroid_is_of_unit_length_and_lies_in_the_middle() -> None:
    trained = train(an_album(20))

    assert trained.centroid.shape == (512,) and trained.centroid.dtype == np.float32
    assert np.linalg.norm(trained.centroid) == pytest.approx(1, abs=1e-6)
    assert identity.distance(trained.centroid, directions(4)[0]) < 0.08


def test_the_order_of_the_photos_does_not_matter() -> None:
    photos = {**an_album(8), **an_album(2, person=1)}
    shuffled = dict(random.Random(3).sample(list(photos.items()), len(photos)))

    one, other = train(photos), train(shuffled)

    assert np.allclose(one.centroid, other.centroid, atol=1e-6)
    assert one.report.used == pytest.approx(other.report.used)


def test_photos_of_somebody_else_are_named_and_leave_no_trace() -> None:
    clean, mixed = train(an_album(8)), train({**an_album(8), **an_album(3, person=2)})

    assert set(mixed.report.outliers) == set(an_album(3, person=2)) and min(mixed.report.outliers.values()) > 1
    assert not clean.report.outliers
    assert np.allclose(clean.centroid, mixed.centroid, atol=1e-6)


def test_each_photo_is_held_against_the_others_alone() -> None:
    photos = an_album(6)

    used = train(photos).report.used

    for key, facts in photos.items():
        others = centroid_of(np.array([other.vector for name, other in photos.items() if name != key]))
        assert used[key] == pytest.approx(identity.distance(facts.vector, others), abs=1e-5)
        assert np.allclose(centroid_without(photos, key), others, atol=1e-6)


def test_the_photo_least_like_the_others_is_named() -> None:
    photos = {**an_album(8, apart=0.15), "odd": a_photo(near(directions(4)[0], apart=0.3, seed=9), seed=9)}

    report = train(photos).report

    assert report.farthest == "odd" and not report.outliers


def test_refused_photos_are_passed_over() -> None:
    photos = {**an_album(5), "bad": a_photo(directions(4)[0], seed=60, verdict=Verdict.REFUSED)}

    report = train(photos).report

    assert set(report.used) == set(an_album(5)) and "bad" not in report.outliers


@pytest.mark.parametrize(
    "photos", [{}, an_album(2), {f"p{n}": a_photo(v, seed=n) for n, v in enumerate(directions(4))}]
)
def test_too_few_photos_of_one_person_are_told(photos) -> None:
    with pytest.raises(BadInput, match="one and the same person"):
        train(photos)


def test_a_centroid_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs vectors"):
        centroid_of(np.zeros((0, 512), np.float32))
    with pytest.raises(ValueError, match="needs vectors"):
        centroid_without({"only": a_photo(directions(1)[0])}, "only")


def test_views_are_counted_and_the_best_photos_named() -> None:
    photos = an_album(4) | {"left": a_photo(near(directions(4)[0], apart=0.2, seed=30), seed=30, yaw=-30.0)}

    report = train(photos).report

    assert report.coverage[Pose.FRONT] == 4 and report.coverage[Pose.LEFT] == 1 and report.coverage[Pose.FULL] == 0
    assert set(report.references) == set(photos)
    assert report.references[1] == "left", "another view tells more than one more of the same"


def test_more_and_more_different_photos_are_graded_higher() -> None:
    views = [{"yaw": -30.0}, {"yaw": 30.0}, {"pitch": 20.0}, {"pitch": -20.0}, {"framing": Framing.HALF},
             {"framing": Framing.FULL}, {"framing": Framing.CLOSE_UP}]  # fmt: skip
    rich = an_album(20) | {
        f"view-{n}": a_photo(near(directions(4)[0], apart=0.2, seed=40 + n), seed=40 + n, **view)
        for n, view in enumerate(views)
    }

    scores = [train(photos).report.score for photos in (an_album(4), an_album(20), rich)]

    assert scores == sorted(scores) and len(set(scores)) == 3
    assert train(rich).report.grade == "excellent" and 0 <= scores[0] <= scores[2] <= 100


def test_an_album_that_hardly_agrees_is_graded_lower() -> None:
    assert train(an_album(12, apart=0.25)).report.score < train(an_album(12, apart=0.12)).report.score


def test_the_report_survives_its_json_form() -> None:
    report = train({**an_album(5), **an_album(1, person=1)}).report

    assert QualityReport.from_json(json.loads(json.dumps(report.as_json()))) == report


@pytest.mark.parametrize("broken", [None, 3, {}, {"version": 1}, {"version": 2, "used": {}}])
def test_a_report_of_another_form_is_told(broken) -> None:
    with pytest.raises(ValueError, match="no report of this version"):
        QualityReport.from_json(broken)


def test_its_stages_are_told_and_it_can_be_stopped_at_each() -> None:
    told: list[tuple[str, float]] = []
    train(an_album(6), report=lambda stage, share: told.append((stage, share)))

    assert told == [("identity", 0.0), ("strangers", 0.25), ("checking", 0.5), ("appearance", 0.75)]
    for wanted, _share in told:

        def stop(stage: str, _share: float, wanted: str = wanted) -> None:
            if stage == wanted:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train(an_album(6), report=stop)
