"""Several shots in one order: what models take, what is wrong with an ask, its length and its price."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import parse
from studio.catalogue.labels import value_label
from studio.catalogue.price import quote
from studio.catalogue.schema import json_schema
from studio.catalogue.shots import ShotLimits, limits_of
from studio.catalogue.validate import AskInvalid, check
from tests.studio.catalogue.entries import ALL, form_of

KLING, OMNI = "kling-3.0/video", "kling-3.0-omni/text-to-video"
OMNI_PICTURE, OMNI_REFERENCES = "kling-3.0-omni/image-to-video", "kling-3.0-omni/reference-to-video"
LISTED = (KLING, OMNI, OMNI_PICTURE, OMNI_REFERENCES)
A_CENT = Decimal("0.01")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def entry_of(pk):
    return next(entry for entry in ALL if entry.id == pk)


def shot(seconds=4, words="A door opens"):
    return {"prompt": words, "duration": seconds}


def ask(*shots, model=KLING, **changes):
    parameters = {"shots": list(shots), **changes.pop("parameters", {})}
    return Ask(kind=entry_of(model).kind, model=model, parameters=parameters, **changes)


def faults(wanted):
    with pytest.raises(AskInvalid) as refused:
        check(entry_of(wanted.model), wanted)
    return refused.value.errors


def test_models_say_how_many_shots_they_take_and_of_what_length():
    assert limits_of(entry_of(KLING)) == ShotLimits(
        least=1, most=5, characters=500, shortest_s=1, longest_s=12, least_s=3, most_s=15
    )
    for model in (OMNI, OMNI_PICTURE, OMNI_REFERENCES):
        assert limits_of(entry_of(model)) == ShotLimits(
            least=1, most=6, characters=512, shortest_s=1, longest_s=15, least_s=3, most_s=15
        )


def test_only_models_with_a_list_of_their_own_take_shots():
    listed = [entry.id for entry in ALL if entry.most_shots]

    assert sorted(listed) == sorted(LISTED)
    assert limits_of(entry_of("veo-3-1")) is None
    assert entry_of("veo-3-1").shots_input is None


def test_shots_stand_in_for_the_prompt_and_their_seconds_are_the_length():
    checked = check(entry_of(KLING), ask(shot("4"), shot(3.0)))

    assert checked.parameters["shots"] == [shot(4), shot(3)]
    assert [type(each["duration"]) for each in checked.parameters["shots"]] == [int, int]
    assert checked.parameters["duration"] == 7
    assert checked.kind == "text_to_video"


def test_without_shots_the_prompt_is_needed_as_before():
    assert "prompt" in faults(Ask(kind="text_to_video", model=KLING))
    assert "prompt" in faults(ask())
    alone = check(entry_of(KLING), Ask(kind="text_to_video", model=KLING, prompt="A door", parameters={"shots": None}))
    assert "shots" not in alone.parameters
    assert alone.parameters["duration"] == 5


@pytest.mark.parametrize("said", [7, "7", 7.0])
def test_a_length_that_agrees_may_be_said_beside_them(said):
    assert check(entry_of(KLING), ask(shot(4), shot(3), parameters={"duration": said})).parameters["duration"] == 7


def test_a_length_that_contradicts_them_is_named():
    assert faults(ask(shot(4), shot(3), parameters={"duration": 5})) == {
        "parameters.duration": "The shots take 7 s together: that is the length."
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (shot(4, "x" * 501), "Shot 3: at most 500 characters; these are 501."),
        (shot(4, "x" * 612), "Shot 3: at most 500 characters; these are 612."),
        (shot(4, " \n"), "Shot 3: say what is to be seen."),
        (shot(0), "Shot 3: from 1 to 12 s."),
        (shot(13), "Shot 3: from 1 to 12 s."),
        (shot(2.5), "Shot 3: from 1 to 12 s."),
        (shot(None), "Shot 3: from 1 to 12 s."),
        (shot(True), "Shot 3: from 1 to 12 s."),
        (shot([3]), "Shot 3: from 1 to 12 s."),
        ({"prompt": "A door"}, "Shot 3: its words and its seconds are needed, and nothing else."),
        ({**shot(), "camera": "pan"}, "Shot 3: its words and its seconds are needed, and nothing else."),
        ({"prompt": 7, "duration": 4}, "Shot 3: say what is to be seen."),
        ("A door", "Shot 3: its words and its seconds are needed, and nothing else."),
        (None, "Shot 3: its words and its seconds are needed, and nothing else."),
    ],
)
def test_a_fault_names_its_shot(wrong, sentence):
    assert faults(ask(shot(), shot(), wrong)) == {"parameters.shots.2": sentence}


def test_every_fault_is_named_at_once():
    found = faults(ask(shot(20), shot(4), shot(4, ""), parameters={"aspect_ratio": "7:1"}))

    assert found.keys() == {"parameters.shots.0", "parameters.shots.2", "parameters.aspect_ratio"}


def test_a_fault_is_told_in_the_language_of_the_user():
    with translation.override("ru"):
        told = faults(ask(shot(), shot(4, "x" * 501)))

    assert told["parameters.shots.1"].endswith("не больше 500 символов; здесь 501.")


@pytest.mark.parametrize("given", ["A door", {"prompt": "A door"}, 7, True])
def test_what_is_no_list_cannot_be_used(given):
    wanted = Ask(kind="text_to_video", model=KLING, prompt="x", parameters={"shots": given})

    assert "parameters.shots" in faults(wanted)


@pytest.mark.parametrize(("model", "most"), [(KLING, 5), (OMNI, 6)])
def test_more_shots_than_the_model_takes_are_refused(model, most):
    check(entry_of(model), ask(*[shot(2)] * most, model=model))

    assert faults(ask(*[shot(2)] * (most + 1), model=model)) == {
        "parameters.shots": f"From 1 to {most} shots; these are {most + 1}."
    }


@pytest.mark.parametrize(("seconds", "total"), [([12, 4], 16), ([1, 1], 2)])
def test_all_shots_together_keep_to_the_length_of_a_clip(seconds, total):
    assert faults(ask(*map(shot, seconds))) == {
        "parameters.shots": f"All shots together take from 3 to 15 s; these take {total} s."
    }


def test_several_shots_begin_with_a_start_frame_and_have_no_end_frame():
    started = ask(shot(), shot(), start_frame=uuid4())

    assert check(entry_of(KLING), started).kind == "image_to_video"
    assert "end_frame" in faults(ask(shot(), shot(), start_frame=uuid4(), end_frame=uuid4()))


def test_shots_of_omni_go_with_pictures_and_not_with_a_clip():
    picture = ask(shot(), model=OMNI_REFERENCES, references=(ReferenceAsk("asset", "1", "reference_images"),))
    clip = ask(shot(), model=OMNI_REFERENCES, references=(ReferenceAsk("asset", "1", "reference_videos"),))

    assert check(entry_of(OMNI_REFERENCES), picture).kind == "reference_to_video"
    assert "references" in faults(clip)


def test_omni_takes_a_format_of_its_own_for_several_shots_alone():
    wide = {"aspect_ratio": "16:9"}
    check(entry_of(OMNI_PICTURE), ask(shot(), model=OMNI_PICTURE, start_frame=uuid4(), parameters=wide))
    one = Ask(
        kind="image_to_video", model=OMNI_PICTURE, prompt="A door", start_frame=uuid4(), parameters=wide
    )  # of a single shot the picture gives the format

    assert faults(one) == {"parameters.aspect_ratio": "This goes only with: Shots."}


def test_a_model_without_a_list_refuses_shots():
    wanted = Ask(kind="text_to_video", model="veo-3-1", prompt="A door", parameters={"shots": [shot()]})

    assert faults(wanted) == {"parameters.shots": "This model has no setting “shots”."}


@pytest.mark.parametrize(
    ("parameters", "sound"), [({}, True), ({"generate_audio": False}, False), ({"generate_audio": "on"}, True)]
)
def test_several_shots_have_sound_unless_it_is_switched_off(parameters, sound):
    assert check(entry_of(KLING), ask(shot(), parameters=parameters)).parameters["generate_audio"] is sound


def test_a_single_shot_is_silent_unless_sound_is_switched_on():
    alone = Ask(kind="text_to_video", model=KLING, prompt="A door")

    assert check(entry_of(KLING), alone).parameters["generate_audio"] is False


@pytest.mark.parametrize(
    ("seconds", "parameters", "charged"),
    [
        ([4, 3], {}, 95),  # 7 s of 1080p with sound: 7 x 27 x 0.005 USD, rounded up to a cent
        ([4, 3], {"generate_audio": False}, 63),  # 7 x 18
        ([1, 2], {"generate_audio": False, "resolution": "720p"}, 21),  # 3 x 14
        ([3, 3, 3, 3, 3], {"resolution": "4K"}, 503),  # 15 x 67
    ],
)
def test_the_price_follows_from_the_seconds_of_all_shots(seconds, parameters, charged):
    checked = check(entry_of(KLING), ask(*map(shot, seconds), parameters=parameters))

    assert quote(entry_of(KLING), checked, margin_percent=0, credit_usd=A_CENT) == charged


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_shots_cost_what_one_shot_of_the_same_length_costs(seconds):
    entry, silent = entry_of(KLING), {"generate_audio": False}
    total = sum(seconds)
    with translation.override("en"):
        if not 3 <= total <= 15:
            assert "parameters.shots" in faults(ask(*map(shot, seconds)))
            return
        several = check(entry, ask(*map(shot, seconds), parameters=silent))
        one = check(entry, Ask(kind="text_to_video", model=KLING, prompt="A", parameters={**silent, "duration": total}))

    prices = {quote(entry, each, margin_percent=10, credit_usd=A_CENT) for each in (several, one)}
    assert len(prices) == 1


def test_the_name_of_an_element_counts_as_the_maker_counts_it():
    at_the_limit = "@person" + "x" * (500 - 37)
    check(entry_of(KLING), ask(shot(4, at_the_limit)))

    assert "Shot 1: at most 500 characters; these are 501." in faults(ask(shot(4, at_the_limit + "x"))).values()
    check(entry_of(OMNI), ask(shot(4, "@person" + "x" * 505), model=OMNI))  # it has no elements here


def test_the_schema_of_the_api_tells_of_shots():
    schema = json_schema(entry_of(KLING))

    assert schema["properties"]["shots"] == {
        "type": "array",
        "minItems": 1,
        "maxItems": 5,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "prompt": {"type": "string", "maxLength": 500},
                "duration": {"type": "integer", "minimum": 1, "maximum": 12},
            },
            "required": ["prompt", "duration"],
        },
    }
    assert "shots" not in schema["required"]
    assert not schema["properties"].keys() & {"multi_shots", "multi_prompt", "multi_shot"}


@pytest.mark.parametrize("model", LISTED)
def test_no_composer_draws_a_list_of_shots(model):
    form = form_of(entry_of(model))

    assert not [control for control in form.controls() if control.item.role in ("shots", "multi_shots")]
    assert "parameters.shots" not in form.fields


def test_shots_are_shown_one_by_one():
    assert value_label("shots", [shot(4), shot(1, "A key")]) == "1. 4 s: A door opens\n2. 1 s: A key"


def test_a_maker_may_have_other_names_for_the_parts_of_a_shot():
    fields = {"text": {"max_length": 9, "maps_to": "prompt"}, "s": {"type": "integer", "wire": "string", "min": 1,
              "max": 5, "maps_to": "duration"}}  # fmt: skip
    entry = parse({
        "model": "m", "title": "M", "kind": "text_to_video", "output": "video",
        "inputs": {"scenes": {"type": "array", "min_items": 2, "max_items": 3, "fields": fields, "maps_to": "shots"}},
    })  # fmt: skip
    said = entry.shots_input.said(
        check(entry, Ask("text_to_video", "m", parameters={"shots": [shot(1, "A"), shot(2, "B")]})).parameters["shots"]
    )

    assert limits_of(entry) == ShotLimits(2, 3, 9, 1, 5, 1, 5)
    assert said == [{"text": "A", "s": "1"}, {"text": "B", "s": "2"}]
