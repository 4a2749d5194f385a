"""The camera as it is asked for: read, refused, written back, and laid over a preset."""

import json

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.catalogue.validate import AskInvalid
from video.camera import CameraSettings, MovementAsked, RampAsked, merged, settings_of
from video.camera_fields import ASKED, DEPTHS, FRAMINGS, RATIOS
from video.loading import terms
from video.models import CameraTerm
from video.selectors.vocabulary import vocabulary

pytestmark = pytest.mark.django_db
WHOLE = {
    "preset": "film-noir", "sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50.0, "aperture": 2.8,
    "focus_distance": 2.5, "depth_of_field": "shallow", "aspect_ratio": "2.39:1", "framing": "bars",
    "color_profile": "film-500t", "color_strength": 85,
    "movements": [{"name": "push-in", "strength": 45}, {"name": "float", "strength": 25}],
    "speed_ramp": {"name": "hero"}, "genre": "drama", "lighting": "neon", "grain": 0, "vignette": 30, "flare": 100,
}  # fmt: skip


@pytest.fixture
def words(db):
    return vocabulary()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def faults(data, words):
    with pytest.raises(AskInvalid) as refused:
        settings_of(data, vocabulary=words)
    return refused.value.errors


def test_a_camera_with_everything_is_read_typed_and_written_back(words):
    asked = settings_of(WHOLE, vocabulary=words)

    assert asked.movements == (MovementAsked("push-in", 45), MovementAsked("float", 25))
    assert asked.speed_ramp == RampAsked("hero")
    assert (asked.grain, asked.flare, asked.focal_length) == (0, 100, 50.0)
    assert asked.as_json() == WHOLE
    assert json.loads(json.dumps(asked.as_json())) == WHOLE


def test_the_example_has_every_setting_that_there_is():
    assert set(WHOLE) == set(ASKED)


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_what_is_left_out_or_empty_changes_nothing(words, empty):
    assert settings_of({}, vocabulary=words) == CameraSettings()
    assert settings_of(dict.fromkeys(ASKED, empty), vocabulary=words) == CameraSettings()


def test_nothing_asked_is_nothing_written():
    assert CameraSettings().as_json() == {}
    assert CameraSettings(grain=0).as_json() == {"grain": 0}


@pytest.mark.parametrize("data", [None, [], "wide", 5, True])
def test_what_is_no_object_is_no_camera(words, data):
    assert set(faults(data, words)) == {"camera"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("preset", [5, ["a"], "x" * 51]),
        ("sensor", ["macro-100", "Alexa-35", 35, ["alexa-35"], "alexa-35\x00"]),
        ("focal_length", [7.9, 200.1, "50", True, float("nan"), float("inf"), [50]]),
        ("aperture", [1.1, 22.5, "f/2", -2, float("nan")]),
        ("focus_distance", [0.09, 1000.1, "far", False]),
        ("depth_of_field", ["thin", 3, ["deep"]]),
        ("aspect_ratio", ["16:10", 1.85, {"16": 9}]),
        ("framing", ["stretch", 1]),
        ("color_profile", ["film_500t", 1]),
        ("color_strength", [-1, 101, 50.5, "50", float("nan")]),
        ("movements", [
            "push-in", [["push-in", 50]], [{"strength": 50}], [{"name": "push-in", "strength": 0}],
            [{"name": "push-in", "strength": 101}], [{"name": "push-in", "speed": 3}],
            [{"name": "push-in"}, {"name": "push-in", "strength": 3}],
            [{"name": "push-in"}, {"name": "roll"}, {"name": "float"}, {"name": "shake"}],
        ]),
        ("speed_ramp", [
            "hero", ["hero"], {"name": "push-in"}, {"speed": 2}, {"name": "hero", "points": [[0, 1], [1, 1]]},
            {"points": [[0, 1]]}, {"points": [[0, 1], [1, 0.2]]}, {"points": [[0, 1], [0.9, 1]]},
            {"points": [[0.1, 1], [1, 1]]}, {"points": [[0, 1], [0.5, 1], [0.505, 1], [1, 1]]},
            {"points": [[0, 1], [0.6, 1], [0.5, 1], [1, 1]]}, {"points": [[n / 16, 1] for n in range(17)]},
            {"points": [[0, 1], [1]]}, {"points": {"0": 1}}, {"points": [[0, "fast"], [1, 1]]},
        ]),
        ("genre", ["candle", 0.5]),
        ("lighting", ["neon ", 1]),
        ("grain", [-1, 101, 0.5, "0"]),
    ],
)  # fmt: skip
def test_a_value_that_no_camera_has_is_refused_by_the_name_of_its_field(words, name, values):
    for value in values:
        assert set(faults({name: value}, words)) == {f"camera.{name}"}, value


def test_every_fault_is_told_at_once(words):
    told = faults({"lens": "glass", "grain": 200, "shutter": 180, "genre": "noir"}, words)

    assert set(told) == {"camera.lens", "camera.grain", "camera.shutter"}


@pytest.mark.parametrize(
    ("lens", "asked", "sentence"),
    [
        ("macro-100", {"focal_length": 99}, "“Macro 100” has 100 mm."),
        ("cine-zoom", {"focal_length": 23.9}, "“Cinema zoom” has 24–120 mm."),
        ("cine-zoom", {"focal_length": 120.1}, "“Cinema zoom” has 24–120 mm."),
        ("cine-zoom", {"aperture": 2.7}, "“Cinema zoom” opens to f/2.8 at most."),
        ("cine-zoom", {"focus_distance": 0.59}, "“Cinema zoom” focuses from 0.6 m on."),
    ],
)
def test_a_number_that_the_lens_has_not_is_refused_and_the_sentence_says_what_it_has(words, lens, asked, sentence):
    assert faults({"lens": lens, **asked}, words) == {f"camera.{next(iter(asked))}": sentence}
    assert settings_of(asked, vocabulary=words).lens == ""


@pytest.mark.parametrize("lens", [row["slug"] for row in terms() if row["kind"] == "lens"])
def test_every_lens_takes_its_own_limits(words, lens):
    traits = words.find("lens", lens).traits
    for focal in (traits.min_mm, traits.max_mm):
        asked = {"lens": lens, "focal_length": focal, "aperture": traits.min_f, "focus_distance": traits.close_m}
        assert settings_of(asked, vocabulary=words).focal_length == focal
        assert settings_of({**asked, "aperture": 22, "focus_distance": 1000}, vocabulary=words).aperture == 22


def test_what_is_said_goes_over_a_preset_field_by_field(words):
    preset = settings_of(WHOLE, vocabulary=words)
    own = settings_of({"lens": "anamorphic-18x", "movements": [{"name": "roll"}]}, vocabulary=words)

    both = merged(preset, own, vocabulary=words)

    wanted = {**WHOLE, "lens": "anamorphic-18x", "movements": [{"name": "roll", "strength": 50}]}
    assert both.as_json() == wanted


def test_what_is_said_empty_empties_the_preset(words):
    preset = settings_of(WHOLE, vocabulary=words)
    own = settings_of({"speed_ramp": None, "movements": [], "genre": "", "grain": None}, vocabulary=words)

    both = merged(preset, own, vocabulary=words)

    assert (both.speed_ramp, both.movements, both.genre, both.grain) == (None, (), "", None)
    assert both.lens == "anamorphic-2x" and both.flare == 100


def test_what_is_said_empty_is_still_said_when_it_comes_back_from_a_draft(words):
    preset = settings_of(WHOLE, vocabulary=words)
    kept = settings_of({"speed_ramp": None, "aperture": 4}, vocabulary=words).as_json()

    both = merged(preset, settings_of(json.loads(json.dumps(kept)), vocabulary=words), vocabulary=words)

    assert (both.speed_ramp, both.aperture) == (None, 4.0)


def test_nothing_said_leaves_a_preset_as_it_is(words):
    preset = settings_of(WHOLE, vocabulary=words)

    assert merged(preset, CameraSettings(), vocabulary=words) == preset
    assert merged(CameraSettings(), preset, vocabulary=words) == preset


def test_a_lens_laid_over_a_preset_must_have_its_numbers(words):
    preset = settings_of({"lens": "cine-zoom", "focal_length": 35}, vocabulary=words)
    macro = settings_of({"lens": "macro-100"}, vocabulary=words)

    with pytest.raises(AskInvalid) as refused:
        merged(preset, macro, vocabulary=words)

    assert refused.value.errors == {"camera.focal_length": "“Macro 100” has 100 mm."}
    with_number = settings_of({"lens": "macro-100", "focal_length": 100}, vocabulary=words)
    assert merged(preset, with_number, vocabulary=words).focal_length == 100


def test_what_is_offered_no_more_still_works(db):
    CameraTerm.objects.filter(slug="anamorphic-2x").update(enabled=False)

    assert settings_of(WHOLE, vocabulary=vocabulary()).lens == "anamorphic-2x"


def slugs(kind):
    return st.sampled_from([row["slug"] for row in terms() if row["kind"] == kind])


def percents(low=0):
    return st.integers(low, 100)


def cameras():
    """Any camera without a lens: its limits are looked at above."""
    speeds = st.floats(0.25, 4, allow_nan=False)
    drawn = st.lists(speeds, min_size=2, max_size=16).map(lambda s: [[n / (len(s) - 1), v] for n, v in enumerate(s)])
    move = st.fixed_dictionaries({"name": slugs("movement"), "strength": percents(1)})
    ramps = slugs("ramp").map(lambda name: {"name": name}) | drawn.map(lambda points: {"points": points})
    return st.fixed_dictionaries({}, optional={
        "sensor": slugs("sensor"), "focal_length": st.floats(8, 200), "aperture": st.floats(1.2, 22),
        "focus_distance": st.floats(0.1, 1000), "depth_of_field": st.sampled_from(DEPTHS),
        "aspect_ratio": st.sampled_from([*RATIOS]), "framing": st.sampled_from(FRAMINGS),
        "color_profile": slugs("profile"), "color_strength": percents(), "speed_ramp": ramps,
        "movements": st.lists(move, min_size=1, max_size=3, unique_by=lambda each: each["name"]),
        "genre": slugs("genre"), "lighting": slugs("lighting"),
        "grain": percents(), "vignette": percents(), "flare": percents(),
    })  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(camera=cameras(), own=cameras())
def test_any_camera_comes_back_as_it_was_and_what_is_laid_over_it_wins(words, camera, own):
    first, second = settings_of(camera, vocabulary=words), settings_of(own, vocabulary=words)

    assert first.as_json() == camera
    assert settings_of(first.as_json(), vocabulary=words) == first
    assert merged(first, second, vocabulary=words).as_json() == {**camera, **own}
