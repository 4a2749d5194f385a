"""A picture read as a whole: what is found lies where it is, what is not found says why, twice is the same."""

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media import cuts, shapes
from anchors.media.extract import SHARES, WORK_SIDE, extract
from anchors.media.features import ELEMENTS, Features
from anchors.media.reasons import REASONS
from reklamai.core.errors import Cancelled
from reklamai.media.mattes.model import Missing
from studio.catalogue.entry import parse
from studio.services.catalogue import entries
from tests.media.anchors.people import astronaut, middle, overlap, packshot

ROOT = Path(__file__).resolve().parents[3]
FINDERS = (
    "reklamai/media/faces", "reklamai/media/garments", "reklamai/media/mattes", "anchors/media/light",
    "anchors/media/place.py", "anchors/media/product.py", "anchors/media/crowd.py", "anchors/media/extract.py",
)  # fmt: skip
ENTRY = next(parse(each) for each in entries() if each["model"] == "anchor-extract")


class TestAPortrait:
    def test_the_face_lies_on_the_face(self, woman):
        face = woman.features.face

        # her eyes and mouth, seen by eye on the picture: about (203, 100), (248, 100) and (226, 150)
        assert overlap(face.box, (178, 70, 100, 105)) > 0.6
        assert len(face.mesh) == 478
        assert all(abs(mesh - seen) < 8 for mesh, seen in zip(scaled(face.mesh[13], 512), (226, 148), strict=True))
        assert abs(face.yaw) < 15
        assert abs(face.roll) < 10
        assert face.proportions
        assert woman.features.faces == (face,)
        assert woman.features.main == 0

    def test_skin_person_clothes_light_and_place_are_found_and_no_product(self, woman):
        features = woman.features

        assert [element for element in ELEMENTS if features.has(element)] == [
            "face", "clothing", "lighting", "environment",
        ]  # fmt: skip
        assert features.product == Missing("person_in_front")
        assert features.skin.confidence > 0.2
        assert 0.3 < features.person.coverage < 0.7
        assert 0 < features.place.filled < 0.8

    def test_the_suit_is_orange(self, woman):
        clothing = woman.features.clothing
        largest = clothing.colours[0]

        assert largest.lab[1] > 30  # towards red
        assert largest.lab[2] > 25  # towards yellow
        assert largest.share > 0.4
        assert overlap(clothing.box, (5, 200, 360, 300)) > 0.6

    def test_outlines_and_meshes_are_shares_of_the_picture(self, woman):
        points = np.array([*woman.features.clothing.outline, *woman.features.face.mesh])

        assert points.min() >= 0
        assert points.max() <= 1
        assert len(woman.features.clothing.outline) <= shapes.MOST_POINTS

    def test_it_lends_cut_outs_with_alpha_and_plain_crops(self, woman):
        found = {element: pixels.shape[2] for element, pixels in woman.cuts.items()}

        assert found == {"face": 4, "clothing": 4, "portrait": 3, "environment": 3, "lighting": 3}
        assert all(pixels.dtype == np.uint8 for pixels in woman.cuts.values())
        assert all(max(pixels.shape) <= cuts.LONGEST for pixels in woman.cuts.values())

    def test_she_is_not_in_the_place_that_is_lent(self, woman):
        place, picture = woman.cuts["environment"], astronaut()

        assert place.shape == picture.shape
        suit, shuttle = (slice(330, 420), slice(80, 260)), (slice(60, 230), slice(400, 460))
        assert np.abs(place[suit].astype(int) - picture[suit]).mean() > 40
        assert np.abs(place[shuttle].astype(int) - picture[shuttle]).mean() < 2

    def test_the_person_that_is_lent_keeps_her_own_pixels(self, woman):
        lent = woman.cuts["face"]
        solid = lent[..., 3] == 255
        inner = cv2.erode(solid.astype(np.uint8), np.ones((61, 61), np.uint8))
        y, x = np.argwhere(inner)[0]

        piece = np.ascontiguousarray(lent[y - 30 : y + 30, x - 30 : x + 30, :3])
        scores = cv2.matchTemplate(astronaut(), piece, cv2.TM_SQDIFF_NORMED)

        assert 0.5 < solid.mean() < 0.95
        assert scores.min() < 1e-6


def scaled(point, side):
    return point[0] * side, point[1] * side


class TestTheSamePictureAgain:
    def test_gives_the_same_features_and_pieces(self, woman):
        extract(packshot()[0])  # what was read between leaves no trace

        again = extract(astronaut())

        assert again.features == woman.features
        assert json.dumps(again.features.as_json()) == json.dumps(woman.features.as_json())
        assert all(np.array_equal(again.cuts[element], woman.cuts[element]) for element in woman.cuts)

    def test_comes_out_of_json_as_it_went_in(self, woman):
        text = json.dumps(woman.features.as_json(), allow_nan=False)

        assert Features.from_json(json.loads(text)) == woman.features
        assert len(text) < 40_000

    def test_four_times_as_large_is_told_in_its_own_pixels(self, woman):
        large = extract(cv2.resize(astronaut(), (2048, 2048), interpolation=cv2.INTER_CUBIC))

        assert large.features.size == (2048, 2048)
        for part in ("face", "person", "clothing"):
            box = [side / 4 for side in getattr(large.features, part).box]
            assert overlap(box, getattr(woman.features, part).box) > 0.85, part
        assert np.abs(np.array(large.features.face.mesh) - np.array(woman.features.face.mesh)).max() < 0.02
        assert large.cuts["face"].shape[0] > 1.9 * WORK_SIDE * 0.7
        assert max(large.cuts["lighting"].shape) == cuts.LIGHT_SIDE


class TestSeveralPeople:
    def test_the_largest_face_is_the_main_one(self, pair):
        _picture, middles, first, _second = pair

        assert len(first.features.faces) == 2
        assert first.features.main == 0
        assert first.features.face == first.features.faces[0]
        assert np.hypot(*np.subtract(middle(first.features.face.box), middles[0])) < 25

    def test_another_face_can_be_picked_and_all_else_follows(self, pair):
        _picture, middles, first, second = pair

        assert second.features.main == 1
        assert np.hypot(*np.subtract(middle(second.features.face.box), middles[1])) < 25
        assert second.features.faces == first.features.faces
        assert second.features.person.box[0] > 440
        assert second.features.clothing.box[0] > 440
        assert sum(first.features.person.box[::2]) < 470
        assert second.features.place == first.features.place

    @pytest.mark.parametrize("main", [2, -1])
    def test_for_a_face_that_is_not_there_the_largest_is_taken(self, pair, main):
        picture, _middles, first, _second = pair

        assert extract(picture, main=main).features == first.features


class TestWithoutPeople:
    def test_a_packshot_is_a_product_on_no_place(self):
        picture, box = packshot()

        made = extract(picture)

        assert overlap(made.features.product.box, box) > 0.9
        assert made.features.place == Missing("plain_ground")
        assert made.features.face == Missing("no_face")
        assert made.features.person == made.features.clothing == Missing("no_person")
        assert made.features.product.colours[0].name in {"red", "crimson", "burgundy"}
        lent = made.cuts["product"]
        assert lent.shape[2] == 4
        assert tuple(int(side) for side in lent[lent.shape[0] // 2, lent.shape[1] // 2, :3]) > (180, 0, 0)
        assert lent[0, 0, 3] == 0

    def test_a_view_is_a_place_and_lent_as_it_is(self):
        view = data.chelsea()  # a cat that fills the frame

        made = extract(view)

        assert made.features.has("environment")
        assert made.features.place.filled == 0
        assert np.array_equal(made.cuts["environment"], view)

    @pytest.mark.parametrize("shade", [0, 128, 255])
    def test_one_even_colour_has_a_palette_and_a_reason_for_all_else(self, shade):
        made = extract(np.full((300, 400, 3), shade, np.uint8))

        assert len(made.features.palette) == 1
        assert made.features.palette[0].share == 1.0
        assert not any(made.features.has(element) for element in ELEMENTS)
        assert made.cuts == {}

    @pytest.mark.parametrize("size", [(1, 1), (20, 3000), (3000, 20), (47, 47)])
    def test_a_dot_or_a_strip_is_too_small_for_all_but_its_colours(self, size):
        made = extract(np.full((*size, 3), (200, 30, 30), np.uint8))

        assert made.features.size == size[::-1]
        assert made.features.palette
        assert made.features.face == made.features.place == made.features.product == Missing("picture_too_small")

    def test_noise_is_read_without_finding_anybody(self):
        noise = np.random.default_rng(7).integers(0, 256, (480, 640, 3), dtype=np.uint8)

        features = extract(noise).features

        assert features.faces == ()
        assert not features.has("clothing")
        assert Features.from_json(json.loads(json.dumps(features.as_json()))) == features


def test_every_reason_that_a_finder_gives_is_listed():
    files = [
        path for name in FINDERS for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]
    given = {reason for path in files for reason in re.findall(r'"(\w+)"', " ".join(missing_in(path)))}

    assert given == set(REASONS)


def missing_in(path):
    return re.findall(r"Missing\(([^()]*)\)", path.read_text("utf-8"))


def test_a_picture_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="expected"):
        extract(np.zeros((40, 40), np.uint8))


class TestReports:
    def test_tell_every_stage_once_and_only_forwards(self):
        told = []

        extract(packshot()[0], report=lambda stage, share: told.append((stage, share)))

        assert told == list(SHARES.items())
        assert [share for _stage, share in told] == sorted(share for _stage, share in told)

    @pytest.mark.parametrize("stage", SHARES)
    def test_stop_the_work_at_any_stage(self, stage):
        seen = []

        def stopped(now, share):
            seen.append(now)
            if now == stage:
                raise Cancelled("stopped")

        with pytest.raises(Cancelled):
            extract(packshot()[0], report=stopped)
        assert seen[-1] == stage
