"""What a person looks like in words."""

from dataclasses import replace

import pytest

from reklamai.media.faces.skin import tone_of
from soulids.media.appearance import HAIR_WORDS, SKIN_WORDS, TONES, Appearance, appearance
from soulids.media.close import Exposure
from tests.media.soulids.people import a_face

BROWN, DARK, BLACK, GREY, BLUE = (
    (38.0, 8.0, 15.0),
    (24.0, 6.0, 9.0),
    (8.0, 2.0, 1.0),
    (55.0, 2.0, 2.0),
    (30.0, 20.0, -60.0),
)


def faces(*, skins=(), hairs=()):
    dressed = [a_face(skin_ita=ita, hair_lab=None) for ita in skins]
    return [*dressed, *(a_face(skin_ita=None, hair_lab=lab) for lab in hairs)]


def test_what_the_photos_agree_on_is_said() -> None:
    found = appearance(faces(skins=[50, 47, 52, 45], hairs=[BROWN] * 4))

    assert found == Appearance("light", "brown")
    assert found.words(language="en") == "light skin, brown hair"
    assert found.words(language="ru") == "светлая кожа, каштановые волосы"


@pytest.mark.parametrize(
    ("angle", "tone"), [(60, "very_light"), (35, "intermediate"), (20, "tan"), (0, "brown"), (-50, "dark")]
)
def test_every_tone_of_skin_has_its_word(angle: float, tone: str) -> None:
    assert appearance(faces(skins=[angle] * 3)).skin == tone == tone_of(angle)


def test_two_photos_are_too_few_to_say_anything() -> None:
    assert appearance(faces(skins=[50, 50], hairs=[BROWN, BROWN])) == Appearance(None, None)


def test_faces_in_a_dim_room_say_nothing_of_colours() -> None:
    dim = Exposure(middle=0.35, high=0.53, clipped=0.0, uneven=0.1)
    album = [replace(face, exposure=dim) for face in faces(skins=[0] * 8, hairs=[BLACK] * 8)]

    assert appearance(album) == Appearance(None, None)
    assert appearance([*album, *faces(skins=[50] * 3, hairs=[BROWN] * 3)]) == Appearance("light", "brown")


def test_photos_whose_light_disagrees_say_nothing_of_the_skin() -> None:
    assert appearance(faces(skins=[70, 65, 20, 15, -10, 68])).skin is None


def test_one_photo_in_bad_light_does_not_change_the_skin() -> None:
    assert appearance(faces(skins=[50, 48, 51, 49, 50, -20])).skin == "light"


def test_hair_that_light_makes_a_little_darker_is_still_told() -> None:
    assert appearance(faces(hairs=[DARK, DARK, DARK, BLACK, BROWN])).hair == "dark_brown"


def test_hair_that_changes_from_photo_to_photo_is_not_told() -> None:
    assert appearance(faces(hairs=[BLACK, GREY, BROWN, BLACK, GREY])).hair is None


def test_hats_alone_are_no_hair() -> None:
    assert appearance(faces(hairs=[BLUE] * 5)).hair is None
    assert appearance(faces(hairs=[BROWN, *[BLUE] * 4])).hair is None


def test_nothing_known_is_nothing_said() -> None:
    assert appearance([]).words(language="en") == Appearance(None, None).words(language="ru") == ""
    assert Appearance(None, "grey").words(language="ru-RU") == "седые волосы"


def test_every_word_exists_in_both_languages_and_is_of_its_own() -> None:
    for words in (SKIN_WORDS, HAIR_WORDS):
        for column in (0, 1):
            assert len({each[column] for each in words.values()}) == len(words)
        assert all(each[0].isascii() and not each[1].isascii() for each in words.values())
    assert set(SKIN_WORDS) == set(TONES)


def test_nothing_is_said_of_age_sex_or_origin() -> None:
    said = " ".join(word for words in (SKIN_WORDS, HAIR_WORDS) for both in words.values() for word in both)

    for never in ("woman", "man ", "young", "old", "asian", "european", "beautiful", "женщина", "мужчина", "молод"):
        assert never not in said
