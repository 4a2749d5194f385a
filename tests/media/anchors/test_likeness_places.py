"""The same place nearer, blurred, relit and behind somebody: what is painted here tells what should be found."""

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media.likeness import Likeness
from anchors.media.likeness.colours import CAST, apart
from anchors.media.likeness.focus import MOST_PX, blur_of, blurred_alike
from anchors.media.likeness.layout import fit, unevenness
from anchors.media.likeness.overlay import overlaid, sight
from anchors.media.likeness.place import EVEN, LAMPS, differences, ground, same_place, too_plain
from anchors.media.likeness.seen import Seen
from anchors.media.likeness.swatch import swatch
from reklamai.media import words
from reklamai.media.mattes import find_person
from reklamai.media.mattes.model import Missing
from reklamai.media.scene.draft import draft_picture
from reklamai.media.scene.held import Held
from reklamai.media.scene.model import SceneLight
from tests.benchmarks.score_variants import relit
from tests.media.anchors.places import SIDE, as_picture, city, meadow, room, somebody

CITY, ROOM, CUP, CAT = city(), room(), np.ascontiguousarray(data.coffee()), np.ascontiguousarray(data.chelsea())


def everywhere(picture):
    return np.ones(picture.shape[:2], np.float32)


def part(picture, box, size=(400, 500)):
    """What lies in the box (left, top, width, height), seen at another size (width, height)."""
    left, top, wide, high = box
    return cv2.resize(picture[top : top + high, left : left + wide], size, interpolation=cv2.INTER_CUBIC)


def wall(colour=(150, 140, 130), *, side=SIDE):
    return as_picture(np.full((side, side, 3), colour, np.float32), noise=1.0)


def softened(picture, sigma):
    return cv2.GaussianBlur(picture, (0, 0), sigma)


def behind_somebody(picture, *, wide=150, tall=400):
    """The picture with a magenta figure before its middle, and the figure's mask."""
    hidden = cv2.resize(somebody(wide=wide, tall=tall), picture.shape[1::-1])
    return np.where(hidden[..., None] > 0.5, np.array((230, 20, 220), np.uint8), picture), hidden


@pytest.mark.parametrize(
    "box", [(0, 0, 384, 480), (60, 40, 240, 300), (250, 200, 176, 220)], ids=["1.0", "1.6", "2.2 times as near"]
)
def test_a_part_of_a_place_is_found_where_it_was_taken(box):
    seen = part(CITY, box)

    found = fit(CITY, seen, everywhere(seen))

    left, top, wide, high = box
    probe = np.array([[[left, top], [left + wide, top], [left + wide / 2, top + high]]], np.float64)
    expected = (probe - (left, top)) * (400 / wide, 500 / high)
    assert found is not None
    assert found.agreement > 0.9
    assert np.abs(cv2.transform(probe, found.matrix) - expected).max() < 0.1 * 500


def test_what_stands_in_front_does_not_lead_astray():
    seen, hidden = behind_somebody(part(CITY, (60, 40, 240, 300)))

    alone, behind = fit(CITY, part(CITY, (60, 40, 240, 300)), everywhere(seen)), fit(CITY, seen, 1 - hidden)

    assert hidden.mean() > 0.4
    assert behind.agreement > 0.9
    assert np.abs(behind.matrix - alone.matrix).max() < 0.1 * 500


@pytest.mark.parametrize("stops", [-1.0, 0.6])
def test_where_things_lie_is_told_under_any_lamp_and_out_of_focus(stops):
    seen = relit(softened(part(CITY, (60, 40, 240, 300)), 5.0), stops=stops, warmth=0.4)

    assert fit(CITY, seen, everywhere(seen)).agreement > 0.85


@pytest.mark.parametrize("other", [ROOM, CAT, CUP], ids=["room", "cat", "cup"])
def test_no_part_of_a_place_agrees_with_another_one_as_with_itself(other):
    seen = part(other, (30, 20, 240, 270))

    assert fit(CITY, seen, everywhere(seen)).agreement < fit(other, seen, everywhere(seen)).agreement - 0.15


def test_nothing_is_fitted_where_too_little_is_free_or_nothing_varies():
    free = np.zeros(CITY.shape[:2], np.float32)
    free[:40, :40] = 1
    flat = np.full((300, 300, 3), 128, np.uint8)

    assert fit(CITY, CITY, free) is None
    assert fit(CITY, flat, everywhere(flat)) is None
    assert overlaid(sight(CITY, everywhere(CITY)), sight(CITY, free)) is None


def test_a_wall_hardly_varies_and_a_city_does():
    assert unevenness(wall(), everywhere(CITY)) < EVEN < 3 * EVEN < unevenness(CITY, everywhere(CITY))


def test_only_what_is_free_counts_for_how_much_a_place_varies():
    seen, hidden = behind_somebody(wall())

    assert unevenness(seen, 1 - hidden) < EVEN < unevenness(seen, everywhere(seen))


def edges(*, contrast=160):
    """Blocks with hard edges and a little grain."""
    dice = np.random.default_rng(2)
    blocks = cv2.resize(dice.integers(0, 2, (12, 12)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_NEAREST)
    return np.dstack([60 + contrast * blocks] * 3)


@pytest.mark.parametrize("sigma", [1.5, 3.0, 5.0])
@pytest.mark.parametrize("contrast", [40, 160])
def test_the_blur_of_edges_is_measured_whatever_their_contrast_and_the_grain(sigma, contrast):
    blurred = as_picture(softened(edges(contrast=contrast), sigma), noise=1.6)

    assert blur_of(blurred, everywhere(blurred)) == pytest.approx(sigma, rel=0.3)


def test_blur_is_that_of_the_free_part():
    half = np.zeros((SIDE, SIDE), np.float32)
    half[:, : SIDE // 2] = 1
    mixed = as_picture(np.where(half[..., None] > 0, softened(edges(), 4.0), edges()))

    assert blur_of(mixed, cv2.erode(half, np.ones((21, 21)))) == pytest.approx(4.0, rel=0.25)
    assert blur_of(mixed, 1 - half) < 1


def test_what_has_no_edge_is_as_blurred_as_can_be():
    assert blur_of(np.full((SIDE, SIDE, 3), 90, np.uint8), everywhere(CITY)) == MOST_PX
    assert blur_of(CITY, np.zeros(CITY.shape[:2], np.float32)) == MOST_PX


def test_a_picture_gets_the_blur_of_another_and_is_never_sharpened():
    sharp, soft = as_picture(softened(edges(), 1.5)), as_picture(softened(edges(), 4.0))

    alike = blurred_alike(sharp, own=1.5, wanted=4.0)

    assert blur_of(alike, everywhere(alike)) == pytest.approx(4.0, rel=0.2)
    assert blurred_alike(soft, own=4.0, wanted=1.5) is soft


def test_both_sides_of_an_overlay_show_the_same_part_equally_blurred():
    seen = softened(part(CITY, (60, 40, 240, 300)), 4.0)

    both = overlaid(sight(CITY, everywhere(CITY)), sight(seen, everywhere(seen)))

    assert both is not None
    assert both.blur > 2.5
    assert both.held.linear.shape == both.seen.linear.shape
    assert np.abs(np.log2(both.held.linear) - np.log2(both.seen.linear)).mean() < 0.35, "stops"


def test_the_colours_of_a_place_may_change_as_another_lamp_changes_them_at_a_price():
    one, warmer = (swatch(each, everywhere(each)) for each in (CUP, relit(CUP, stops=0.0, warmth=0.45)))

    own, cloth, place = apart(one, one).distance, apart(one, warmer).distance, apart(one, warmer, cast=LAMPS).distance

    assert CAST < LAMPS
    assert own < 0.1 < place < cloth


def treated(picture, *, box, stops=-0.4, warmth=0.3, blur=3.5):
    """Nearer, out of focus, under a warmer and darker light, and with somebody before 45 % of it."""
    soft = relit(softened(part(picture, box), blur), stops=stops, warmth=warmth)
    return behind_somebody(soft)


PLACES = {"city": (CITY, (70, 100, 256, 320)), "room": (ROOM, (90, 60, 256, 320)), "cup": (CUP, (200, 60, 256, 320))}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_the_same_nearer_blurred_relit_and_behind_somebody(name):
    place, box = PLACES[name]
    seen, hidden = treated(place, box=box)

    found = same_place(ground(place, hidden=None), ground(seen, hidden=hidden))

    assert isinstance(found, Likeness)
    assert found.value >= 60
    assert found.facts["agreement"] > 0.8
    assert found.facts["blur"] > 2


@pytest.mark.parametrize("name", PLACES)
def test_the_same_change_makes_no_place_another_one(name):
    seen, hidden = treated(PLACES[name][0], box=PLACES[name][1])

    for other in PLACES.keys() - {name}:
        found = same_place(ground(PLACES[other][0], hidden=None), ground(seen, hidden=hidden))
        assert isinstance(found, Likeness)
        assert found.value < 45, other


def test_a_mirrored_place_of_the_same_colours_is_less_like_it():
    seen, hidden = treated(CUP, box=PLACES["cup"][1])
    turned, hidden_too = np.ascontiguousarray(seen[:, ::-1]), np.ascontiguousarray(hidden[:, ::-1])

    own = same_place(ground(CUP, hidden=None), ground(seen, hidden=hidden))
    mirrored = same_place(ground(CUP, hidden=None), ground(turned, hidden=hidden_too))

    assert own.value > mirrored.value + 15


def test_points_found_again_make_up_for_another_layout():
    here, there = ground(CITY, hidden=None), ground(part(CITY, (60, 40, 384, 440), (384, 440)), hidden=None)
    found = differences(here, there)

    assert found["points"] >= 20
    assert found["layout"] == 0


def test_a_haze_in_the_place_s_colours_could_be_anywhere_and_is_not_measured():
    mean = tuple(float(each) for each in ROOM[80:400, 220:295].mean(axis=(0, 1)))

    found = same_place(ground(ROOM, hidden=None), ground(softened(wall(mean), 6.0), hidden=None))

    assert found == Missing("place_out_of_focus")


@pytest.mark.parametrize("blur", [0.3, 20.0], ids=["with grain", "without any"])
def test_a_wall_of_quite_another_colour_is_another_place(blur):
    found = same_place(ground(ROOM, hidden=None), ground(softened(wall((30, 60, 190)), blur), hidden=None))

    assert isinstance(found, Likeness)
    assert found.value < 30


@pytest.mark.parametrize(
    ("unevenness_", "points", "colours", "plain"),
    [(3.0, 0.0, 4.0, True), (9.0, 0.0, 4.0, False), (3.0, 12.0, 4.0, False), (3.0, 0.0, 16.0, False)],
)
def test_too_plain_is_what_varies_little_has_no_points_and_no_colour_of_its_own(unevenness_, points, colours, plain):
    assert too_plain({"unevenness": unevenness_, "points": points, "colours": colours}) is plain


def test_a_few_free_specks_are_no_place():
    specks = np.ones(CITY.shape[:2], np.float32)
    specks[::12] = 0
    specks = 1 - cv2.erode(1 - specks, np.ones((3, 3)))

    assert same_place(ground(CITY, hidden=None), ground(CITY, hidden=specks)) == Missing("place_hidden")


@pytest.fixture(scope="module")
def drafts():
    """Our own drafts of somebody before the city and before the cup: close, blurred by the lens, in lamplight."""
    astronaut = np.ascontiguousarray(data.astronaut())
    person = np.dstack([astronaut, np.rint(find_person(astronaut).mask * 255).astype(np.uint8)])
    lamp = SceneLight(azimuth=300, elevation=30, kelvin=3600, hardness=0.5)
    asked = words.read("a woman smiles, close-up, warm colours")
    return {
        name: Seen(draft_picture(asked, size=(400, 500), seed=3, held=Held(person=person, backdrop=place, light=lamp)))
        for name, place in (("city", CITY), ("cup", CUP))
    }


@pytest.mark.parametrize(("name", "place", "other"), [("city", CITY, CUP), ("cup", CUP, CITY)])
def test_a_draft_before_a_place_keeps_to_it_and_not_to_another_one(drafts, name, place, other):
    assert drafts[name].everyone.mask.mean() > 0.3

    same, another = (same_place(ground(each, hidden=None), drafts[name].ground) for each in (place, other))

    assert same.value >= 60
    assert another.value < 40


def test_a_meadow_blurred_to_green_is_never_called_the_city():
    found = same_place(ground(CITY, hidden=None), ground(softened(meadow(), 8.0), hidden=None))

    assert isinstance(found, Missing) or found.value < 40
