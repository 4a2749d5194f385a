"""Lines over a picture: they lie where the numbers say, at any size, and never leave the picture."""

import importlib.util
import itertools
import re
from math import cos, hypot, radians, sin
from pathlib import Path

import pytest

from anchors.media.features import Colour, LightFound
from anchors.shown.arrow import EDGE, arrow
from anchors.shown.mesh import CHAINS
from anchors.shown.overlays import overlays, strip
from tests.anchors.conftest import features

SIZE = (400, 500)
MIDDLE = (200.0, 250.0)


def light(azimuth, elevation=0.0):
    return LightFound(azimuth=azimuth, elevation=elevation, hardness=0.5, kelvin=5000, contrast=1.0, confidence=0.9)


def numbers(path):
    return [float(each) for each in re.findall(r"-?\d+\.?\d*", path)]


def connections():
    """MediaPipe's own lists of lines, read without starting MediaPipe."""
    package = Path(importlib.util.find_spec("mediapipe").origin).parent
    spec = importlib.util.spec_from_file_location("lines", package / "python/solutions/face_mesh_connections.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {frozenset(pair) for pair in module.FACEMESH_TESSELATION | module.FACEMESH_CONTOURS | module.FACEMESH_IRISES}


def test_every_line_of_a_face_is_one_of_the_mesh_itself():
    known = connections()

    strangers = [pair for chain in CHAINS for pair in itertools.pairwise(chain) if frozenset(pair) not in known]

    assert strangers == []


@pytest.mark.parametrize(
    ("azimuth", "elevation", "where"),
    [
        (90, 0, (1, 0)), (270, 0, (-1, 0)), (-90, 0, (-1, 0)), (0, 90, (0, -1)), (0, -45, (0, 1)), (45, 45, (1, -1)),
    ],
)  # fmt: skip
def test_the_lamp_stands_where_the_light_comes_from(azimuth, elevation, where):
    drawn = arrow(light(azimuth, elevation), MIDDLE, SIZE)

    offset = (drawn.x - MIDDLE[0], drawn.y - MIDDLE[1])
    assert [0 if abs(each) < 1 else 1 if each > 0 else -1 for each in offset] == list(where)


@pytest.mark.parametrize("clear", [0.0, 60.0])
def test_the_arrow_points_as_a_camera_sees_the_light_and_stays_in_the_picture(clear):
    for azimuth, elevation, at in itertools.product(
        range(0, 360, 15), range(-60, 90, 15), [MIDDLE, (30, 30), (399, 1)]
    ):
        drawn = arrow(light(azimuth, elevation), at, SIZE, clear=clear)

        x, y = drawn.x - at[0], drawn.y - at[1]
        seen = (sin(radians(azimuth)) * cos(radians(elevation)), -sin(radians(elevation)))
        assert abs(x * seen[1] - y * seen[0]) < 1e-6 * hypot(x, y) + 1e-6, "it lies along the light"
        assert x * seen[0] + y * seen[1] >= -1e-9, "on the side that the light comes from"
        margin = min(EDGE * min(SIZE), *(min(one, size - one) for one, size in zip(at, SIZE, strict=True)))
        assert margin - 1e-6 <= drawn.x <= SIZE[0] - margin + 1e-6
        assert margin - 1e-6 <= drawn.y <= SIZE[1] - margin + 1e-6


def test_the_arrow_begins_at_the_lamp_and_ends_nearer_to_what_is_lit():
    drawn = arrow(light(90), MIDDLE, SIZE, clear=30)

    start_x, start_y, end_x, end_y = numbers(drawn.line)[:4]
    assert drawn.x > start_x > end_x == MIDDLE[0] + 30
    assert start_y == end_y == MIDDLE[1]


def test_light_from_the_camera_is_a_ring_without_an_arrow():
    drawn = arrow(light(0), MIDDLE, SIZE)

    assert (drawn.x, drawn.y, drawn.line, drawn.behind) == (*MIDDLE, "", False)


@pytest.mark.parametrize(("azimuth", "behind"), [(0, False), (80, False), (100, True), (180, True), (260, True)])
def test_a_lamp_behind_is_told_apart(azimuth, behind):
    assert arrow(light(azimuth, 20), MIDDLE, SIZE).behind is behind


def test_everything_is_drawn_in_pixels_of_the_picture():
    drawn = overlays(features())

    assert (drawn.width, drawn.height) == (64, 64)
    assert numbers(drawn.points)[:2] == [19.2, 19.2]  # the only point of the mesh lies at 0.3, 0.3
    assert drawn.clothing == "M6.4 32.0L38.4 32.0L38.4 57.6Z"
    assert (drawn.person.x, drawn.person.y, drawn.person.width, drawn.person.height) == (5, 5, 40, 50)


def test_a_whole_mesh_is_478_points_and_its_lines():
    found = features()
    mesh = tuple((0.2 + 0.001 * place, 0.3) for place in range(478))
    whole = overlays(type(found)(**{**values(found), "face": type(found.face)(**{**values(found.face), "mesh": mesh})}))

    assert whole.points.count("M") == 478
    assert whole.contours.count("M") == len(CHAINS)
    assert overlays(found).contours == "", "one point makes no line"


def values(found):
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def test_faces_are_counted_for_the_reader_and_the_chosen_one_is_marked():
    drawn = overlays(features(faces=3, main=1))

    assert [(face.number, face.place, face.is_main) for face in drawn.faces] == [
        (1, 0, False), (2, 1, True), (3, 2, False),
    ]  # fmt: skip


def test_what_was_not_found_is_not_drawn():
    drawn = overlays(features(missing=("face", "person", "clothing", "light", "product")))

    assert (drawn.points, drawn.contours, drawn.clothing, drawn.product) == ("", "", "", "")
    assert (drawn.person, drawn.light, drawn.faces) == (None, None, ())


def test_the_colours_fill_the_lower_edge_by_their_shares():
    palette = [Colour("#ff0000", (53, 80, 67), 0.6, "red"), Colour("#000000", (0, 0, 0), 0.2, "black")]

    swatches = strip(palette, SIZE)

    assert [round(each.width) for each in swatches] == [300, 100]
    assert [round(each.x) for each in swatches] == [0, 300]
    assert {each.y + each.height for each in swatches} == {500}
    assert strip([], SIZE) == ()
