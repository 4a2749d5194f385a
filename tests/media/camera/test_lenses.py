"""Every lens before every scene: nothing uncovered, the face in the frame, and fields and discs by the book."""

import math
from dataclasses import replace

import numpy as np
import pytest
import skimage.data

from reklamai.core.errors import MediaError
from reklamai.media import words
from reklamai.media.camera.beyond import before_lens, carried_on, enlarged, invented
from reklamai.media.camera.clip import Film
from reklamai.media.camera.focus import Focus
from reklamai.media.camera.look import Look
from reklamai.media.camera.moves import trajectory
from reklamai.media.camera.rig import lens_of, rig_for
from reklamai.media.camera.staging import staged
from reklamai.media.camera.stills import from_picture
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.cinema.thinlens import blur_mm
from reklamai.media.scene.model import Role
from reklamai.media.scene.paint import paint_backdrop
from reklamai.media.words.reading import Move, Reading
from tests.media.camera.scenes import frames, scene
from tests.media.camera.test_fit import before_the_dark

FOCALS = (8.0, 16.0, 50.0, 200.0)
SMALL = (192, 108)


def filmed(of, optics: Optics, move: Move = Move.STATIC, **more) -> Film:
    return Film(
        of, moves=[move], seconds=3, fps=2, seed=5, look=Look.clean(), camerawork=Camerawork(optics=optics), **more
    )


@pytest.mark.parametrize("focal", FOCALS)
@pytest.mark.parametrize("move", Move)
def test_no_lens_looks_past_the_end_of_a_scene_on_any_move_or_loses_the_face(move, focal):
    role, depth = (Role.GROUND, 9.0) if focal == 50 else (Role.BACKDROP, 12.0)
    shown = before_the_dark(role, depth, size=SMALL, overscan=0.1)

    shot = filmed(shown, Optics(focal_mm=focal, f_number=22), move)

    # the light layer is white over all that any lens sees of it; the ground of it below the horizon
    luma = frames(shot)[:, SMALL[1] * 3 // 4 : SMALL[1]] if role is Role.GROUND else frames(shot)[:, : SMALL[1]]
    assert luma.min() >= 233
    assert shot.face_in_frame == 1


@pytest.mark.parametrize("focal", FOCALS)
@pytest.mark.parametrize("x", [0.02, 0.7])
def test_a_face_anywhere_is_whole_through_any_lens(focal, x):
    beside = replace(scene(), face_box=(x, 0.05, 0.25, 0.5))

    assert filmed(beside, Optics(focal_mm=focal), Move.PAN_LEFT).face_in_frame >= 0.95


@pytest.mark.parametrize(
    ("optics", "lens"),
    [
        (Optics(focal_mm=35), 1.0),
        (Optics(focal_mm=70), 2.0),
        (Optics(focal_mm=35, width_mm=18.0, height_mm=12.0), 2.0),
        (Optics(focal_mm=40, width_mm=24.0, height_mm=20.0, squeeze=2.0), 40 / 35.56 * 36 / 35),
    ],
    ids=["the habitual one", "twice as long", "half the sensor", "anamorphic"],
)
def test_a_field_of_view_is_as_wide_as_body_and_lens_see_it(optics, lens):
    # 2 x 24 mm is wider than 16:9 of 20 mm, which is 35.56 mm
    assert lens_of(optics, size=(1920, 1080)) == pytest.approx(lens, rel=1e-3)


def test_an_upright_frame_uses_the_height_of_the_sensor():
    rig = rig_for(scene((216, 384)), size=(216, 384), optics=Optics(focal_mm=50))

    # 24 mm high at 50 mm: 26.99 degrees from top to bottom
    angle = 2 * math.degrees(math.atan(384 / 2 / (rig.focal * rig.lens)))
    assert angle == pytest.approx(26.99, abs=0.01)


def test_a_long_lens_steps_back_until_it_holds_the_face_and_swells_what_is_behind():
    rig = rig_for(scene(), size=scene().size, optics=Optics(focal_mm=200))

    face = scene().face_box
    assert rig.back > 0
    assert rig.lens * rig.distance / rig.away * face[3] < 0.99
    assert rig.lens == pytest.approx(200 / 35, rel=1e-3)


def test_a_wide_lens_steps_nowhere_by_itself():
    assert rig_for(scene(), size=scene().size, optics=Optics(focal_mm=24)).back == 0


@pytest.mark.parametrize(("focal", "f_number"), [(50.0, 1.4), (85.0, 2.0), (35.0, 8.0)])
def test_discs_are_as_large_as_the_thin_lens_says(focal, f_number):
    optics = Optics(focal_mm=focal, f_number=f_number)
    rig = rig_for(scene(), size=scene().size, optics=optics)
    wall = next(layer for layer in scene().layers if layer.name == "wall")

    radius = Focus(rig, Look.clean(), optics).radius_px(wall, np.array([100.0], np.float32))[0]

    disc_mm = blur_mm(optics, 12.0 + rig.back, rig.away)
    assert radius * rig.lens * 2 == pytest.approx(disc_mm * scene().size[0] / 36, rel=0.01)


def test_the_ground_is_sharp_at_the_feet_and_softer_towards_the_horizon():
    optics = Optics(focal_mm=35, f_number=1.4)
    rig = rig_for(scene(), size=scene().size, optics=optics)
    ground = next(layer for layer in scene().layers if layer.role is Role.GROUND)

    rows = np.array([112.0, 150.0, 0.93 * 216 - 0.5], np.float32)
    far, middle, feet = Focus(rig, Look.clean(), optics).radius_px(ground, rows)

    assert far > middle > feet
    assert feet < 0.05


def test_a_scene_that_reaches_far_enough_is_left_as_it_is():
    assert carried_on(scene(), 0.2) is scene() or carried_on(scene(), 0.2).overscan == 0.3


def test_a_scene_carried_on_keeps_what_was_drawn_to_the_pixel():
    first = scene()
    longer = carried_on(first, 0.9)

    for old, new in zip(first.layers, longer.layers, strict=True):
        if old.role is Role.SUBJECT:
            assert new is old
            continue
        more = (new.pixels.shape[0] - old.pixels.shape[0]) // 2, (new.pixels.shape[1] - old.pixels.shape[1]) // 2
        inner = new.pixels[more[0] : more[0] + old.pixels.shape[0], more[1] : more[1] + old.pixels.shape[1]]
        np.testing.assert_array_equal(inner, old.pixels)
        assert min(-new.box[0], -new.box[1], new.box[0] + new.box[2] - 1) >= 0.9


def test_an_enlarged_scene_is_one_for_a_narrower_field():
    twice = enlarged(scene(), 2.0)

    assert twice.overscan == pytest.approx(0.5 * (1 + 2 * 0.3) * 2 - 0.5)
    assert twice.face_box[2] == pytest.approx(2 * scene().face_box[2])
    assert twice.ground == 2 * scene().ground
    assert twice.horizon == pytest.approx(0.5)


def test_ground_behind_the_camera_is_left_away():
    near = enlarged(scene(), 1.0)
    rig = replace(rig_for(near, size=near.size, optics=Optics(focal_mm=16)), back=-2.0)
    still = trajectory([], seconds=1, fps=2, seed=1)

    cut = before_lens(carried_on(near, 2.0), rig, still)

    ground = next(layer for layer in cut.layers if layer.role is Role.GROUND)
    lowest = (ground.box[1] + ground.box[3]) * near.size[1]
    assert rig.ground / (lowest - rig.horizon) > 2.0
    assert before_lens(near, rig_for(near, size=near.size), still) is near


def test_what_is_invented_is_told_as_a_share_of_the_frame():
    assert invented(1.0, 0.0) == 0
    assert invented(0.5, 0.5) == 0
    assert invented(0.5, 0.0) == pytest.approx(0.75)


def test_a_wide_lens_has_people_drawn_to_their_feet_and_keeps_their_size():
    reading = words.read("a woman on a street")
    plain = staged(reading, size=SMALL, seed=3, optics=None)
    wide = staged(reading, size=SMALL, seed=3, optics=Optics(focal_mm=20))

    person = next(layer for layer in wide.scene.layers if layer.name == "person 1")
    assert person.foot is not None
    assert plain.nearer == 0 < wide.nearer < person.depth
    # a person of the wide scene, seen from so much nearer, is as large as in the plain one
    closer = person.depth / (person.depth - wide.nearer)
    assert wide.scene.face_box[3] * closer == pytest.approx(plain.scene.face_box[3], rel=0.1)


def test_a_long_lens_has_its_scene_drawn_with_more_pixels():
    reading = words.read("a perfume bottle in a studio")
    plain, long = (staged(reading, size=SMALL, seed=3, optics=o) for o in (None, Optics(focal_mm=105)))

    def pixels(made):
        layer = next(each for each in made.scene.layers if each.name == "product 1")
        return layer.pixels.shape[0] / layer.box[3]

    assert pixels(long) / pixels(plain) == pytest.approx(3, rel=0.02)
    assert long.notes == ()


def test_pixels_that_a_long_lens_lacks_are_told():
    made = staged(Reading(), size=(1600, 900), seed=3, optics=Optics(focal_mm=200))

    assert made.notes == ("density:0.34",)


def test_a_deep_scene_has_layers_of_floats_and_says_so():
    reading = words.read("a road at sunset")

    deep, plain = (staged(reading, size=SMALL, seed=3, optics=None, deep=each) for each in (True, False))

    sky = deep.scene.layers[0].pixels
    assert (deep.bits, plain.bits) == (16, 8)
    assert sky.dtype == np.float32
    np.testing.assert_array_equal(sky.astype(np.uint8), plain.scene.layers[0].pixels)


@pytest.mark.parametrize("overscan", [2.9, 0.5])
def test_a_backdrop_goes_on_as_far_as_a_wide_lens_sees(overscan):
    made = paint_backdrop(words.read("a beach"), size=(96, 54), seed=1, overscan=overscan)

    assert made.layers[0].box[0] == pytest.approx(-overscan)


def test_a_large_frame_that_goes_on_too_far_is_refused():
    with pytest.raises(MediaError):
        paint_backdrop(words.read("a beach"), size=(4096, 2304), seed=1, overscan=0.6)


def test_a_picture_goes_on_as_far_as_a_wide_lens_sees():
    picture = np.random.default_rng(2).integers(60, 200, (54, 96, 3), dtype=np.uint8)

    made = from_picture(picture, seed=1, size=(96, 54), lens=0.4, beyond=0.9)

    assert made.overscan == 0.9
    behind = made.layers[0]
    assert behind.box[0] == pytest.approx(-0.9, abs=0.02)
    shot = filmed(made, Optics(focal_mm=14, f_number=22))
    assert frames(shot)[0][:54].min() > 30


def test_bars_leave_the_face_inside_of_the_picture_that_is_seen():
    optics = Optics(focal_mm=120)
    barred, open_ = (
        Film(
            scene(), moves=[], seconds=1, fps=2, seed=5, look=Look.clean(),
            camerawork=Camerawork(optics=optics, ratio=ratio, bars=True),
        )
        for ratio in (2.39, None)
    )  # fmt: skip

    away = [each.fit.way.distance for each in (barred, open_)]
    assert away[0] > away[1]


def test_who_is_cut_by_the_edge_of_a_picture_fades_out_beyond_it():
    made = from_picture(skimage.data.astronaut()[:300], seed=1, size=(256, 150), lens=0.5, beyond=0.6)

    front = made.layers[-1]
    rows = front.pixels[..., 3].max(axis=1)
    assert front.name == "subject"
    assert rows[-1] < 40 < 200 < rows[len(rows) // 2]


def test_a_figure_out_of_focus_reaches_past_its_own_end():
    dark = before_the_dark(Role.BACKDROP, 1e9, size=SMALL, overscan=0.1)
    figure = replace(dark.layers[2], pixels=np.full((43, 38, 4), 255, np.uint8), box=(0.4, 0.3, 0.2, 0.4), depth=0.8)
    alone = replace(dark, layers=(dark.layers[0], figure), face_box=None)

    near, far = (
        frames(filmed(alone, Optics(focal_mm=35, f_number=1.2, focus_m=metres)))[0][: SMALL[1]]
        for metres in (0.8, 100.0)
    )

    beside = np.s_[45:65, round(0.4 * SMALL[0]) - 3]
    assert near[beside].max() <= 18
    assert far[beside].min() >= 19


def test_the_ground_out_of_focus_has_no_hard_end_at_the_horizon():
    shown = scene()
    bare = replace(shown, layers=(shown.layers[0], shown.layers[2], shown.layers[3]))
    ground = np.zeros_like(bare.layers[1].pixels)
    top = round(ground.shape[0] * (0.5 + 0.3) / 1.6)
    ground[top:] = 255
    lit = replace(bare.layers[1], pixels=ground)
    black = replace(bare.layers[0], pixels=np.full((4, 4, 4), (0, 0, 0, 255), np.uint8))

    drawn = frames(filmed(replace(bare, layers=(black, lit, bare.layers[2])), Optics(focal_mm=35, f_number=1.2)))[0]

    edge = drawn[100:118, 20].astype(int)
    assert np.abs(np.diff(edge)).max() < 110
    assert edge[6] > 17
