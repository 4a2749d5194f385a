"""People seen close: what is held is in view, and no more is drawn than is shown."""

from random import Random

import pytest

from reklamai.media.scene.figures import Figure, draw_person
from reklamai.media.scene.figures.wardrobe import dress_up
from reklamai.media.scene.model import SceneLight
from reklamai.media.words.reading import Garment, Person, Pose, Thing, Who


def drawn(person: Person, *, shown: float = 1.0, close: bool = False) -> Figure:
    return draw_person(person, height_px=240, light=SceneLight(), seed=3, shown=shown, close=close)


@pytest.mark.parametrize("who", list(Who))
def test_a_close_view_has_what_is_held_beside_the_chin(who):
    figure = drawn(Person(who=who, pose=Pose.HOLDING, holds=Thing.CUP), shown=0.32, close=True)

    x, y = figure.hand
    chin = figure.face[1] + figure.face[3]
    assert 0 < x < 1
    assert abs(y - chin) < 0.6 * figure.face[3]
    assert not figure.face[0] < x < figure.face[0] + figure.face[2]


def test_only_what_is_shown_is_drawn():
    whole, top = drawn(Person()), drawn(Person(), shown=0.4)

    assert top.feet == pytest.approx(1 / 0.4, rel=0.08)
    assert top.pixels.shape[0] < 0.5 * whole.pixels.shape[0]


def test_nobody_runs_in_heels_or_a_coat_unless_words_say_so():
    outfits = [dress_up(Person(who=Who.WOMAN, pose=Pose.RUNNING), Random(seed)) for seed in range(40)]

    assert {outfit.top.garment for outfit in outfits} == {Garment.SPORTSWEAR}
    assert not any(outfit.shoe == "heel" or outfit.over for outfit in outfits)
