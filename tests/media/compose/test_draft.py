"""Whole draft pictures: real painters, real figures, real references; small frames."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.colour import luma
from reklamai.media.scene import compose, draft
from reklamai.media.scene.model import Layer, Role, Scene
from reklamai.media.words.reading import (
    Angle,
    Framing,
    Light,
    Person,
    Place,
    Pose,
    Product,
    Reading,
    Side,
    Thing,
    Weather,
    Who,
)
from tests.media.compose.scenes import magenta_packshot

SIZE = (480, 270)
CAN = Reading(products=(Product(Thing.CAN),), place=Place.STUDIO)
WOMAN = Reading(people=(Person(Who.WOMAN),), place=Place.STUDIO)


def subjects(scene: Scene) -> list[Layer]:
    """People and products, without shadows, mirrors and plinths."""
    return [
        layer for layer in scene.layers if layer.role is Role.SUBJECT and layer.name.split()[0] in ("person", "product")
    ]


def with_and_without(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """The picture, and the same place with nobody in it."""
    empty = (layer for layer in scene.layers if layer.role is not Role.SUBJECT)
    return compose.flatten(scene), compose.lay(empty, size=scene.size)


def changed(scene: Scene, *, by: int = 14) -> np.ndarray:
    """Where subjects change the picture."""
    full, empty = with_and_without(scene)
    return np.abs(full.astype(int) - empty).max(axis=2) > by


def test_the_same_words_and_seed_give_the_same_picture() -> None:
    first, again = (draft.draft_picture(WOMAN, size=SIZE, seed=7) for _ in range(2))
    other = draft.draft_picture(WOMAN, size=SIZE, seed=8)

    assert first.shape == (270, 480, 3)
    assert np.array_equal(first, again)
    assert np.abs(first.astype(int) - other).mean() > 2


@pytest.mark.parametrize("size", [(270, 480), (480, 206), (360, 360), (97, 121)])
def test_any_ratio_gives_a_whole_picture(size: tuple[int, int]) -> None:
    picture = draft.draft_picture(CAN, size=size, seed=1)

    assert picture.shape == (size[1], size[0], 3)
    assert picture.std() > 8


def test_a_scene_orders_its_layers_from_far_to_near_with_shadows_under_their_subject() -> None:
    scene = draft.draft_scene(CAN, size=SIZE, seed=2)

    names = [layer.name for layer in scene.layers]
    depths = [layer.depth for layer in scene.layers if layer.role is not Role.ATMOSPHERE]
    assert depths == sorted(depths, reverse=True)
    assert names.index("contact of product 1") < names.index("product 1")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_as_many_people_come_as_words_say(count: int) -> None:
    reading = Reading(people=(Person(count=count),), place=Place.STUDIO, framing=Framing.FULL)

    assert len(subjects(draft.draft_scene(reading, size=SIZE, seed=1))) == count


def test_two_cans_are_two_separate_places_in_the_picture() -> None:
    reading = Reading(products=(Product(Thing.CAN, count=2),), place=Place.STUDIO)
    cans = subjects(draft.draft_scene(reading, size=SIZE, seed=1))

    left, right = sorted(cans, key=lambda layer: layer.box[0])
    assert left.box[0] + left.box[2] <= right.box[0] + 0.01


def test_without_people_means_without_people() -> None:
    reading = Reading(
        people=(Person(count=2),), products=(Product(Thing.CAN),), without=frozenset({"people"}), place=Place.STUDIO
    )

    scene = draft.draft_scene(reading, size=SIZE, seed=1)

    assert [layer.name for layer in subjects(scene)] == ["product 1"]
    assert scene.face_box is None


def test_an_empty_place_has_no_subject() -> None:
    scene = draft.draft_scene(Reading(place=Place.STUDIO), size=SIZE, seed=1)

    assert (scene.subject_box, scene.face_box, subjects(scene)) == (None, None, [])


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.TOP])
@pytest.mark.parametrize("reading", [CAN, WOMAN], ids=["can", "woman"])
def test_room_for_words_shows_only_the_place(side: Side, reading: Reading) -> None:
    scene = draft.draft_scene(replace(reading, copy_space=side), size=SIZE, seed=3)

    full, empty = (draft_free(picture, side) for picture in with_and_without(scene))
    assert (np.abs(full.astype(int) - empty).max(axis=2) > 40).mean() < 0.01


def draft_free(picture: np.ndarray, side: Side) -> np.ndarray:
    rows, columns = picture.shape[:2]
    if side is Side.TOP:
        return picture[: round(0.33 * rows)]
    return picture[:, : round(0.37 * columns)] if side is Side.LEFT else picture[:, round(0.63 * columns) :]


@pytest.mark.parametrize(
    ("framing", "least", "most"),
    [(Framing.CLOSE_UP, 0.75, 1.0), (Framing.MEDIUM, 0.75, 1.0), (Framing.FULL, 0.5, 0.86), (Framing.WIDE, 0.2, 0.5)],
)
def test_the_drawn_person_is_as_tall_in_the_frame_as_the_framing_says(
    framing: Framing, least: float, most: float
) -> None:
    reading = Reading(people=(Person(Who.MAN),), place=Place.STUDIO, framing=framing)
    scene = draft.draft_scene(reading, size=SIZE, seed=1)

    _, y, _, high = scene.subject_box or (0, 0, 0, 0)
    assert least <= min(1, y + high) - max(0, y) <= most


def test_faces_grow_from_wide_to_close() -> None:
    heights = []
    for framing in (Framing.WIDE, Framing.FULL, Framing.MEDIUM, Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP):
        scene = draft.draft_scene(Reading(people=(Person(),), place=Place.STUDIO, framing=framing), size=SIZE, seed=1)
        assert scene.face_box is not None
        heights.append(scene.face_box[3])

    assert heights == sorted(heights)
    assert heights[-1] > 0.7
    assert heights[0] < 0.12


def test_the_ground_is_darker_where_the_can_stands() -> None:
    scene = draft.draft_scene(CAN, size=(960, 540), seed=5)
    full, empty = with_and_without(scene)
    (can,) = subjects(scene)

    x, foot = round((can.box[0] + can.box[2] / 2) * 960), round((can.foot or 0) * 540)
    just_below = slice(foot + 1, foot + 5), slice(x - 12, x + 12)
    assert luma(full)[just_below].mean() < 0.92 * luma(empty)[just_below].mean()


def test_a_hard_light_from_the_left_throws_a_shadow_to_the_right() -> None:
    reading = Reading(products=(Product(Thing.CAN),), place=Place.STUDIO, light=Light(side=Side.LEFT, hard=True))
    scene = draft.draft_scene(reading, size=SIZE, seed=5)
    (can,) = subjects(scene)
    shadow = next(layer for layer in scene.layers if layer.name == "shadow of product 1")

    alpha = shadow.pixels[..., 3].astype(float)
    centre = shadow.box[0] + shadow.box[2] * float(
        (alpha.sum(axis=0) * np.arange(alpha.shape[1])).sum() / alpha.sum() / alpha.shape[1]
    )
    assert centre > can.box[0] + can.box[2] / 2


def test_a_dutch_angle_turns_the_subject_with_the_place() -> None:
    upright, turned = (
        subjects(
            draft.draft_scene(
                Reading(products=(Product(Thing.BOTTLE),), place=Place.STUDIO, angle=angle), size=SIZE, seed=2
            )
        )[0]
        for angle in (Angle.EYE_LEVEL, Angle.DUTCH)
    )

    assert turned.box[2] / turned.box[3] > 1.15 * upright.box[2] / upright.box[3]


def test_subjects_stand_before_everything_but_the_foreground() -> None:
    reading = Reading(people=(Person(count=2, pose=Pose.WALKING),), place=Place.FIELD, framing=Framing.WIDE)
    scene = draft.draft_scene(reading, size=SIZE, seed=2)

    nearest = min(layer.depth for layer in scene.layers if layer.role in (Role.BACKDROP, Role.GROUND))
    assert all(layer.depth < nearest for layer in subjects(scene))


def test_wet_streets_mirror_who_stands_on_them() -> None:
    def mirrored(weather: Weather) -> bool:
        reading = Reading(people=(Person(),), place=Place.FIELD, weather=weather, framing=Framing.FULL)
        return any(layer.name.startswith("mirror") for layer in draft.draft_scene(reading, size=SIZE, seed=1).layers)

    assert mirrored(Weather.RAIN)
    assert not mirrored(Weather.CLEAR)


def test_shallow_words_blur_the_place_and_not_the_subject() -> None:
    soft, sharp = (
        draft.draft_picture(replace(CAN, shallow=shallow), size=(960, 540), seed=3) for shallow in (True, False)
    )
    scene = draft.draft_scene(CAN, size=(960, 540), seed=3)
    x, y, wide, high = scene.subject_box or (0, 0, 1, 1)
    inside = (
        slice(round((y + 0.2 * high) * 540), round((y + 0.8 * high) * 540)),
        slice(round((x + 0.2 * wide) * 960), round((x + 0.8 * wide) * 960)),
    )

    def detail(picture: np.ndarray) -> float:
        return float(np.abs(cv2.Laplacian(picture.astype(np.float32), cv2.CV_32F)).mean())

    assert detail(soft[inside]) > 0.9 * detail(sharp[inside])
    assert detail(soft) < detail(sharp)


def test_the_owner_can_stop_the_work() -> None:
    def stop(stage: str, share: float) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        draft.draft_picture(CAN, size=SIZE, seed=1, report=stop)


def test_progress_only_grows() -> None:
    told: list[tuple[str, float]] = []

    draft.draft_scene(
        CAN, size=SIZE, seed=1, references=[magenta_packshot()], report=lambda stage, share: told.append((stage, share))
    )

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_frame_that_is_too_narrow_is_refused() -> None:
    with pytest.raises(MediaError):
        draft.draft_picture(CAN, size=(1000, 100), seed=1)
