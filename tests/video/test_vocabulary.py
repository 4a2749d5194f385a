"""The words of the camera: what comes with us, and what staff make of it."""

import re
from itertools import product

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from reklamai.core.errors import BadInput
from reklamai.media.cinema.ramps import check_points
from reklamai.media.grading.profiles import PROFILES as GRADES
from reklamai.media.words.reading import Move
from video.camera_fields import RATIOS
from video.loading import KINDS, load, presets, terms
from video.models import CameraPreset, CameraTerm, TermKind
from video.selectors.presets import settings_in
from video.selectors.vocabulary import vocabulary
from video.trait_fields import Curve, Unfit
from video.traits import PROFILES, TraitsInvalid, as_json, traits_of

LEAST = {"sensor": 14, "lens": 16, "profile": 14, "movement": 30, "ramp": 10, "genre": 12, "lighting": 14}
PUBLISHED = {
    # ARRI, ALEXA 35 and ALEXA 65 data sheets; RED, V-RAPTOR 8K VV; Sony, VENICE 2 8.6K; Fujifilm, GFX100
    "alexa-35": (27.99, 19.22), "alexa-65": (54.12, 25.58), "alexa-mini-lf": (36.70, 25.54),
    "red-v-raptor": (40.96, 21.60), "venice-2": (36.2, 24.1), "medium-format": (43.8, 32.9),
    # camera apertures of film: SMPTE 59, 201M, 157, 152; IMAX 15/70
    "super-35": (24.89, 18.66), "super-16": (12.52, 7.41), "super-8": (5.79, 4.01), "film-65": (52.48, 23.01),
    "imax-15": (70.41, 52.63), "vistavision": (37.72, 24.92), "techniscope": (22.05, 9.47),
    "full-frame": (36, 24), "broadcast-23": (9.59, 5.39), "micro-43": (17.3, 13.0), "phone": (9.8, 7.3),
}  # fmt: skip
FILM = {"super-35", "techniscope", "vistavision", "super-16", "super-8", "film-65", "imax-15"}


def rows_of(kind):
    return [row for row in terms() if row["kind"] == kind]


@pytest.fixture
def words(db):
    return vocabulary()


def test_there_is_enough_of_every_kind():
    assert set(KINDS) == set(TermKind.values) == set(LEAST)
    assert {kind: len(rows_of(kind)) >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)
    assert len(presets()) >= 24


def test_every_word_has_a_name_of_its_own_and_both_languages():
    for kind in KINDS:
        for column in ("slug", "name_en", "name_ru"):
            values = [row[column] for row in rows_of(kind)]
            assert len(set(values)) == len(values), (kind, column)
    for row in terms():
        texts = ["name", "about"] + ([] if row["kind"] == "ramp" else ["words"])
        assert all(row[f"{text}_{language}"].strip() for text, language in product(texts, ("en", "ru"))), row["slug"]


def test_english_is_english_and_russian_is_russian():
    for row in (*terms(), *presets()):
        english = [row.get(name, "") for name in ("name_en", "about_en", "words_en", "name", "about")]
        assert not any(re.search("[А-Яа-яЁё]", text) for text in english), row["slug"]
        assert re.search("[а-яё]", row["about_ru"]), row["slug"]


def test_texts_fit_their_columns():
    for model, rows in ((CameraTerm, terms()), (CameraPreset, presets())):
        for row, name in product(rows, ("slug", "name", "name_en", "name_ru", "about", "about_en", "words_en")):
            if name in row:
                assert len(row[name]) <= model._meta.get_field(name).max_length, (row["slug"], name)


def test_words_for_a_model_are_parts_of_a_sentence():
    for row in terms():
        for said in (row.get("words_en", ""), row.get("words_ru", "")):
            assert not said.endswith((".", ",")) and "\n" not in said, row["slug"]


def test_all_that_comes_with_us_is_in_a_prepared_database_and_can_be_read(words):
    assert len(words.terms) == len(terms())
    assert CameraPreset.objects.filter(owner=None).count() == len(presets())
    for (kind, _slug), term in words.terms.items():
        assert traits_of(kind, as_json(term.traits)) == term.traits


@pytest.mark.parametrize(("slug", "size"), PUBLISHED.items())
def test_a_body_exposes_what_its_maker_publishes(words, slug, size):
    traits = words.find("sensor", slug).traits

    assert (traits.width_mm, traits.height_mm) == size


def test_the_pixels_of_a_mode_have_the_shape_of_its_area(words):
    for term in words.offered("sensor"):
        width, height = map(int, term.traits.resolution.split("x"))
        assert width / height == pytest.approx(term.traits.width_mm / term.traits.height_mm, rel=0.015), term.slug


def test_film_has_grain_by_its_gauge_and_halation_and_digital_bodies_have_none(words):
    for term in words.offered("sensor"):
        if term.slug in FILM:
            assert term.traits.grain_size == pytest.approx(24.89 / term.traits.width_mm, rel=0.02), term.slug
            assert term.traits.halation > 0
        else:
            assert term.traits.halation == 0 and term.traits.grain < 0.15, term.slug
    gauges = sorted((words.find("sensor", slug).traits for slug in FILM), key=lambda each: each.width_mm)
    assert [each.grain for each in gauges] == sorted((each.grain for each in gauges), reverse=True)


def test_lenses_are_what_their_family_says(words):
    for term in words.offered("lens"):
        lens = term.traits
        assert (lens.squeeze > 1) == (lens.family == "anamorphic"), term.slug
        assert lens.fisheye == (lens.family == "fisheye"), term.slug
        assert (lens.tilt_deg != 0) == (lens.family == "tilt"), term.slug
        assert lens.close_m <= 0.3 or lens.family != "macro", term.slug
        assert lens.softness >= 0.2 or lens.family != "vintage", term.slug
        assert lens.blades == 0 or lens.blades >= 5, term.slug
    squeezes = {term.traits.squeeze for term in words.offered("lens")}
    assert {1.33, 1.8, 2} <= squeezes


def test_the_grades_are_those_that_there_are(words):
    assert set(PROFILES) == set(GRADES) == {term.traits.profile for term in words.offered("profile")}


def test_every_move_of_the_engine_can_be_asked_for_by_name(words):
    named = {move for term in words.offered("movement") for move, _share in term.traits.moves}

    assert named == {move.value for move in Move}


def test_no_two_movements_are_the_same(words):
    made = [(term.traits.moves, term.traits.easing) for term in words.offered("movement")]

    assert len(set(made)) == len(made)


def test_ramps_are_those_that_the_engine_takes(words):
    for term in words.offered("ramp"):
        assert check_points(term.traits.points) == term.traits.points


@pytest.mark.parametrize(
    "points",
    [
        [[0, 1], [1, 1]], [[0, 0.25], [0.01, 4], [1, 1]], [[0, 1], [0.009, 1], [1, 1]], [[0, 1]], [],
        [[0, 0.24], [1, 1]], [[0, 4.1], [1, 1]], [[0.1, 1], [1, 1]], [[0, 1], [0.9, 1]],
        [[0, 1], [0.7, 1], [0.3, 1], [1, 1]], [[n / 15, 1] for n in range(16)], [[n / 16, 1] for n in range(17)],
    ],
)  # fmt: skip
def test_a_drawn_ramp_is_judged_here_as_by_the_engine(points):
    def passes(judge, fault):
        try:
            judge(points)
        except fault:
            return False
        return True

    assert passes(Curve("").read, Unfit) == passes(check_points, (BadInput, IndexError))


def test_a_genre_proposes_what_there_is(words):
    grades = {term.traits.profile for term in words.offered("profile")}
    for term in words.offered("genre"):
        assert term.traits.profile in grades, term.slug
        assert words.find("lighting", term.traits.lighting), term.slug


def test_every_preset_of_ours_is_a_camera_that_its_own_lens_allows(words):
    for row in CameraPreset.objects.filter(owner=None):
        asked = settings_in(row, vocabulary=words)

        assert asked.lens and asked.sensor and asked.focal_length and asked.aperture and asked.color_profile, row.slug
        assert asked.movements and asked.genre and asked.lighting and asked.depth_of_field, row.slug


def test_our_presets_show_what_there_is(words):
    used = {name: {row.get(name) for row in presets()} for name in ("sensor", "lens", "color_profile", "aspect_ratio")}

    assert used["aspect_ratio"] == set(RATIOS)
    assert used["color_profile"] >= {term.slug for term in words.offered("profile")} - {"sepia", "cinematic"}
    families = {words.find("lens", slug).traits.family for slug in used["lens"]}
    assert families == {"prime", "zoom", "anamorphic", "macro", "vintage", "tilt", "fisheye"}
    assert len(used["sensor"]) >= 14


def test_the_whole_vocabulary_is_one_query(db):
    with CaptureQueriesContext(connection) as asked:
        found = vocabulary()
        found.find("lens", "macro-100")
        found.offered("movement")

    assert len(asked) == 1


def test_names_and_words_are_in_the_language_that_is_asked_for(words):
    term = words.find("movement", "push-in")

    with translation.override("ru"):
        assert (term.name, term.about) == ("Наезд", "Тележка едет к герою.")
    with translation.override("en"):
        assert (term.name, term.about) == ("Push in", "Dolly towards the subject.")
    assert term.words("ru") == "плавный наезд камеры на героя"
    assert term.words("en") == term.words("de") == "slow dolly push-in towards the subject"


def test_what_staff_have_changed_stays_and_what_is_missing_comes_back(db):
    CameraTerm.objects.filter(slug="push-in").update(name_ru="Наш наезд", enabled=False)
    CameraTerm.objects.filter(slug="roll").delete()
    CameraPreset.objects.filter(slug="film-noir").update(name="Ours", grain=1)

    load(using="default")
    load(using="default", apps=apps)

    assert CameraTerm.objects.count() == len(terms())
    assert CameraTerm.objects.get(slug="push-in").name_ru == "Наш наезд"
    assert not CameraTerm.objects.get(slug="push-in").enabled
    kept = CameraPreset.objects.get(slug="film-noir")
    assert (kept.name, kept.grain, CameraPreset.objects.count()) == ("Ours", 1, len(presets()))


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_its_words_again():
    call_command("flush", interactive=False, verbosity=0)

    assert len(vocabulary().terms) == len(terms())


def test_before_our_tables_are_there_nothing_is_filled(db):
    class Earlier:
        def get_model(self, app, name):
            raise LookupError(name)

    load(using="default", apps=Earlier())


def test_what_is_not_offered_is_found_and_not_listed(db):
    CameraTerm.objects.filter(kind="lens", slug="macro-100").update(enabled=False)
    words = vocabulary()

    assert words.find("lens", "macro-100") is not None
    assert "macro-100" not in {term.slug for term in words.offered("lens")}
    assert words.find("lens", "noir") is None


def test_a_row_that_nothing_can_read_closes_no_room(db, caplog):
    CameraTerm.objects.filter(kind="lens", slug="macro-100").update(traits={"min_mm": "wide", "name": 1})

    words = vocabulary()

    assert words.find("lens", "macro-100") is None
    assert len(words.terms) == len(terms()) - 1
    assert [each.message for each in caplog.records] == ["a term of the camera is left out"]


@pytest.mark.parametrize(
    ("kind", "traits", "faults"),
    [
        ("sensor", {}, {"width_mm", "height_mm", "resolution", "stops"}),
        ("sensor", {"width_mm": 36, "height_mm": 24, "resolution": "6Kx4K", "stops": 14}, {"resolution"}),
        ("lens", {"family": "prime", "min_mm": 50, "max_mm": 35, "min_f": 2, "close_m": 1}, {"max_mm"}),
        ("lens", {"family": "zoom", "min_mm": 7, "max_mm": 8, "min_f": 1, "close_m": 1}, {"min_mm", "min_f"}),
        ("lens", {"family": "zoom", "min_mm": 8, "max_mm": 8, "min_f": 2, "close_m": True}, {"close_m"}),
        ("lens", {"family": "zoom", "min_mm": 8, "max_mm": 8, "min_f": 2, "close_m": 1, "blades": 5.5}, {"blades"}),
        ("lens", {"family": "zoom", "min_mm": 8, "max_mm": 8, "min_f": 2, "close_m": 1, "fisheye": 1}, {"fisheye"}),
        ("profile", {"profile": "natural", "lut": "x.cube"}, {"lut"}),
        ("movement", {"moves": [["fly", 1]]}, {"moves"}),
        ("movement", {"moves": [["roll", 2]]}, {"moves"}),
        ("movement", {"moves": [["roll", 1]] * 4}, {"moves"}),
        ("ramp", {"points": "0 1"}, {"points"}),
        ("genre", {"lighting": 5}, {"lighting"}),
        ("lighting", {"kelvin": 900}, {"kelvin"}),
    ],
)  # fmt: skip
def test_traits_that_nothing_has_are_refused_by_their_names(kind, traits, faults):
    with pytest.raises(TraitsInvalid) as refused:
        traits_of(kind, traits)

    assert set(refused.value.errors) == faults
