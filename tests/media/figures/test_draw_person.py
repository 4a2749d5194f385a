"""People that are drawn: whole, tight, dressed as asked, lit from the side that was asked."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.media.scene.figures import Figure, draw_person
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things.finish import MAX_PIXELS
from reklamai.media.words.reading import Clothing, Framing, Garment, Person, Pose, Side, Thing, Tint, Who

LIGHT = SceneLight()
CORAL = Tint("coral", (255, 110, 80))
TEAL = Tint("teal", (20, 130, 130))


def drawn(person: Person, **ask) -> Figure:
    return draw_person(person, **{"height_px": 240, "light": LIGHT, "seed": 3} | ask)


def lab(pixels):
    return cv2.cvtColor(pixels[..., :3].astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)


def share_near(figure: Figure, tint: Tint, *, within: float) -> float:
    """Share of the figure's solid pixels closer to a tint than `within` (CIE76)."""
    solid = figure.pixels[..., 3] > 200
    wanted = lab(np.array([[[*tint.rgb, 255]]], np.uint8))
    away = np.linalg.norm(lab(figure.pixels) - wanted, axis=2)
    return float((away[solid] < within).mean())


def is_tight(alpha) -> bool:
    return all(edge.any() for edge in (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]))


@pytest.mark.parametrize("who", list(Who))
@pytest.mark.parametrize("pose", list(Pose))
def test_every_person_in_every_pose_is_drawn_and_cut_to_size(who, pose):
    figure = drawn(Person(who=who, pose=pose))

    alpha = figure.pixels[..., 3]
    assert figure.pixels.dtype == np.uint8
    assert is_tight(alpha)
    assert (alpha > 200).mean() > 0.12
    assert figure.sitting is (pose is Pose.SITTING)


@pytest.mark.parametrize("who", list(Who))
def test_the_feet_of_a_standing_figure_are_its_lowest_pixels(who):
    figure = drawn(Person(who=who))

    assert figure.feet == pytest.approx(1.0, abs=0.02)
    assert (figure.pixels[-4:, :, 3] > 200).any()


def test_a_standing_figure_has_the_height_that_was_asked():
    figure = drawn(Person(who=Who.MAN, hair_length="bald"), height_px=500)

    assert figure.pixels.shape[0] == pytest.approx(500, rel=0.04)


@pytest.mark.parametrize(("who", "heads"), [(Who.WOMAN, 7.5), (Who.MAN, 7.6), (Who.GIRL, 6.0), (Who.BOY, 6.0)])
def test_heads_have_the_canonical_share_of_the_height(who, heads):
    figure = drawn(Person(who=who))

    assert 1 / figure.face[3] == pytest.approx(heads, rel=0.07)


def test_the_same_ask_gives_the_same_pixels():
    person = Person(who=Who.WOMAN, pose=Pose.DANCING)

    first, second = drawn(person), drawn(person)

    assert np.array_equal(first.pixels, second.pixels)
    assert first.face == second.face


def test_another_seed_gives_another_person():
    seen = {drawn(Person(who=Who.WOMAN), seed=seed).pixels.tobytes() for seed in range(8)}

    assert len(seen) == 8


@pytest.mark.parametrize(
    "garment",
    [Garment.COAT, Garment.JACKET, Garment.SUIT, Garment.DRESS, Garment.SWEATER, Garment.HOODIE, Garment.T_SHIRT],
)
@pytest.mark.parametrize("tint", [CORAL, TEAL])
def test_a_named_garment_has_its_named_colour(garment, tint):
    figure = drawn(Person(who=Who.WOMAN, clothes=(Clothing(garment, tint),)))

    assert share_near(figure, tint, within=24) > 0.18


@pytest.mark.parametrize("garment", [Garment.TROUSERS, Garment.JEANS, Garment.SKIRT, Garment.SHORTS, Garment.APRON])
def test_lower_clothes_have_their_named_colour(garment):
    plain = Clothing(Garment.SHIRT, Tint("white", (245, 245, 245)))
    figure = drawn(Person(who=Who.MAN, clothes=(plain, Clothing(garment, TEAL))))

    assert share_near(figure, TEAL, within=26) > 0.06


@pytest.mark.parametrize("garment", [Garment.HAT, Garment.SCARF])
def test_hats_and_scarves_show_their_colour(garment):
    bare = drawn(Person(who=Who.WOMAN), seed=5)
    worn = drawn(Person(who=Who.WOMAN, clothes=(Clothing(garment, Tint("red", (210, 30, 40))),)), seed=5)

    assert share_near(worn, Tint("red", (210, 30, 40)), within=26) > share_near(
        bare, Tint("red", (210, 30, 40)), within=26
    )


def test_named_hair_has_its_colour():
    red = Tint("copper", (190, 84, 40))
    figure = drawn(Person(who=Who.WOMAN, hair=red, hair_length="long"), height_px=900, crop=Framing.CLOSE_UP)

    assert share_near(figure, red, within=26) > 0.05


def test_bald_and_long_hair_differ_where_the_hair_hangs():
    long = drawn(Person(who=Who.WOMAN, hair_length="long"), seed=9)
    bald = drawn(Person(who=Who.WOMAN, hair_length="bald"), seed=9)

    assert (long.pixels[..., 3] > 200).sum() > (bald.pixels[..., 3] > 200).sum() * 0.98
    assert not np.array_equal(long.pixels, bald.pixels)


@pytest.mark.parametrize("who", list(Who))
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_face_box_is_at_the_top_and_holds_skin(who, seed):
    figure = drawn(Person(who=who, hair_length="short"), height_px=600, seed=seed)

    x, y, width, height = figure.face
    assert y >= -0.01
    assert y + height < 0.25
    assert y < figure.eye_line < y + height
    rows, columns = figure.pixels.shape[:2]
    cheek = figure.pixels[int((y + height * 0.72) * rows), int((x + width * 0.36) * columns)].astype(int)
    assert cheek[3] == 255
    assert cheek[0] > cheek[1] > cheek[2], "skin of every tone is warm"


def brightness(pixels, half: slice) -> float:
    part = pixels[:, half]
    solid = part[..., 3] > 200
    return float(lab(part)[..., 0][solid].mean())


@pytest.mark.parametrize("who", [Who.WOMAN, Who.MAN, Who.BOY])
@pytest.mark.parametrize("seed", [2, 7])
def test_the_side_of_the_light_is_the_brighter_one(who, seed):
    person = Person(
        who=who, hair_length="bald", clothes=(Clothing(Garment.SWEATER, CORAL), Clothing(Garment.TROUSERS, CORAL))
    )
    tilt = {}

    for name, azimuth in (("right", 70.0), ("left", -70.0)):
        figure = drawn(person, light=replace(LIGHT, azimuth=azimuth), seed=seed, height_px=400)
        middle = int((figure.face[0] + figure.face[2] / 2) * figure.pixels.shape[1])
        tilt[name] = brightness(figure.pixels, slice(middle, None)) - brightness(figure.pixels, slice(0, middle))

    assert tilt["right"] > 2.0
    assert tilt["left"] < -2.0


def test_light_from_behind_leaves_a_bright_edge():
    person = Person(who=Who.MAN, clothes=(Clothing(Garment.COAT, Tint("black", (30, 30, 34))),))
    front = drawn(person, height_px=500, light=replace(LIGHT, azimuth=20.0))
    behind = drawn(person, height_px=500, light=replace(LIGHT, azimuth=160.0))

    def edge(figure: Figure) -> float:
        rows = range(int(figure.pixels.shape[0] * 0.24), int(figure.pixels.shape[0] * 0.36))
        last = {row: np.flatnonzero(figure.pixels[row, :, 3] == 255)[-1] for row in rows}
        return float(np.mean([lab(figure.pixels)[row, last[row] - 1, 0] for row in rows]))

    assert edge(behind) > edge(front) + 5


def test_low_kelvin_is_warmer_than_high():
    person = Person(who=Who.WOMAN)
    warm = drawn(person, light=replace(LIGHT, kelvin=2800.0))
    cool = drawn(person, light=replace(LIGHT, kelvin=8500.0))

    def yellow(figure: Figure) -> float:
        return float(lab(figure.pixels)[..., 2][figure.pixels[..., 3] > 200].mean())

    assert yellow(warm) > yellow(cool) + 4


def test_a_close_up_of_a_huge_figure_stays_bounded():
    figure = drawn(Person(who=Who.WOMAN), height_px=12_000, crop=Framing.CLOSE_UP)

    rows, columns = figure.pixels.shape[:2]
    assert rows * columns <= MAX_PIXELS
    assert figure.feet > 2, "the feet are far below the crop"
    assert figure.face[3] > 0.3


@pytest.mark.parametrize("crop", [Framing.CLOSE_UP, Framing.MEDIUM])
def test_a_crop_shows_the_same_scale_as_the_whole(crop):
    person = Person(who=Who.MAN)
    whole = drawn(person, height_px=600)
    part = drawn(person, height_px=600, crop=crop)

    assert part.pixels.shape[0] < whole.pixels.shape[0]
    assert part.face[3] * part.pixels.shape[0] == pytest.approx(whole.face[3] * whole.pixels.shape[0], rel=0.02)


@pytest.mark.parametrize("thing", [Thing.BOTTLE, Thing.CUP, Thing.PHONE, Thing.FLOWERS, Thing.BAG, Thing.BOOK])
def test_a_held_thing_is_in_the_hand(thing):
    figure = drawn(Person(who=Who.WOMAN, pose=Pose.HOLDING, holds=thing), height_px=400)

    assert figure.hand is not None
    x, y = figure.hand
    assert 0 < x < 1
    assert 0.1 < y < 0.75
    rows, columns = figure.pixels.shape[:2]
    assert figure.pixels[int(y * rows), int(x * columns), 3] == 255


def test_facing_left_is_the_mirror_of_facing_right_under_mirrored_light():
    person = Person(who=Who.MAN, pose=Pose.WALKING)
    right = drawn(person, facing=Side.RIGHT, light=replace(LIGHT, azimuth=50.0))
    left = drawn(person, facing=Side.LEFT, light=replace(LIGHT, azimuth=-50.0))

    assert np.array_equal(right.pixels, left.pixels[:, ::-1])
    assert right.face[0] == pytest.approx(1 - left.face[0] - left.face[2])


def test_from_behind_there_is_hair_where_the_face_was():
    person = Person(who=Who.WOMAN, hair=Tint("black", (20, 20, 24)), hair_length="long")

    front, back = (drawn(person, facing=side, height_px=500) for side in (Side.FRONT, Side.BACK))

    def dark(figure: Figure) -> float:
        x, y, width, height = figure.face
        rows, columns = figure.pixels.shape[:2]
        part = figure.pixels[int(y * rows) : int((y + height) * rows), int(x * columns) : int((x + width) * columns)]
        return float((lab(part)[..., 0] < 35)[part[..., 3] > 200].mean())

    assert dark(back) > dark(front) + 0.2
