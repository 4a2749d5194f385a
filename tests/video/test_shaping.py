"""A camera shaped for a model: native values, words in the prompt's language, post work, and what has no effect."""

import json
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import NotFound
from reklamai.media.cinema.model import POST, Camerawork, camerawork_of
from studio.ask import Ask, ReferenceAsk
from studio.catalogue import price
from studio.catalogue.validate import AskInvalid, check_parameters
from studio.shaping import camera_left_out, shaped
from tests.video.entries import ENTRIES
from video.camera_fields import RATIOS
from video.models import CameraPreset, CameraTerm

pytestmark = pytest.mark.django_db

SEEDANCE = "bytedance/seedance-1.5-pro"
KLING = "kling/v3-turbo-text-to-video"
PICTURE = "nano-banana-2"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shape_of(owner, model, camera, *, prompt="A cup of coffee", **changes):
    return shaped(owner, Ask(kind="", model=model, prompt=prompt, camera=camera, **changes), ENTRIES[model])


def marks_of(shape):
    return {each.name: each.mark for each in shape.controls}


def values_of(shape):
    return {each.name: each.value for each in shape.controls}


# Words


def test_a_vendors_model_is_told_of_the_camera_as_a_shot_list_says_it(alice):
    camera = {"sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50, "aperture": 2.8}

    shape = shape_of(alice, KLING, camera)

    assert shape.words.startswith("shot on ARRI ALEXA 35, ")
    assert "50 mm 2x anamorphic lens at f/2.8, oval bokeh" in shape.words
    assert shape.words.endswith("shallow depth of field")
    assert shape.said.prompt == f"A cup of coffee\n{shape.words}"
    assert {name: marks_of(shape)[name] for name in camera} == dict.fromkeys(camera, "prompt")


def test_the_words_are_in_the_language_of_the_prompt_and_not_of_the_page(alice):
    camera = {"lens": "anamorphic-2x", "focal_length": 50, "movements": [{"name": "push-in"}]}

    shape = shape_of(alice, KLING, camera, prompt="Чашка кофе")

    assert "анаморфотный объектив 2x, 50 мм" in shape.words
    assert "наезд камеры" in shape.words
    assert "lens" not in shape.words
    assert values_of(shape)["movements"] == "Push in 50 %"  # what the owner reads is in the owner's language


def test_nothing_is_said_twice(alice):
    camera = {"depth_of_field": "shallow", "lens": "anamorphic-2x", "movements": [{"name": "push-in"}]}

    shape = shape_of(alice, KLING, camera, prompt="A cup, Shallow Depth of Field, oval bokeh")

    parts = [part.casefold() for part in shape.said.prompt.replace("\n", ", ").split(", ")]
    assert len(parts) == len(set(parts))
    assert "shallow depth of field" not in shape.words
    assert marks_of(shape)["depth_of_field"] == "prompt"


@pytest.mark.parametrize("prompt", ["A cup", "Чашка"])
def test_every_lens_can_be_said_with_a_length_and_an_aperture(alice, prompt):
    unit = "mm" if prompt == "A cup" else "мм"
    for term in CameraTerm.objects.filter(kind="lens"):
        length, aperture = term.traits["max_mm"], max(4, term.traits["min_f"])

        words = shape_of(
            alice, KLING, {"lens": term.slug, "focal_length": length, "aperture": aperture}, prompt=prompt
        ).words

        assert f"{length:g} {unit}" in words, term.slug
        assert words.count("f/") == 1, term.slug


@pytest.mark.parametrize(
    ("camera", "said"),
    [
        ({"focal_length": 85}, "85 mm lens"),
        ({"aperture": 8}, "f/8 aperture"),
        ({"aperture": 1.4}, "f/1.4 aperture, shallow depth of field"),
        ({"aperture": 16}, "f/16 aperture, deep focus"),
        ({"depth_of_field": "macro"}, "extreme macro close-up, razor-thin focus"),
        ({"focus_distance": 2.5}, "focused at 2.5 m"),
        ({"movements": [{"name": "tilt-up", "strength": 20}]}, "camera tilts up (subtle)"),
        ({"movements": [{"name": "tilt-up", "strength": 90}]}, "camera tilts up (pronounced)"),
        ({"movements": [{"name": "tilt-up"}, {"name": "truck-left"}]}, "camera tilts up, camera trucks left"),
    ],
)
def test_each_control_alone_says_just_itself(alice, camera, said):
    assert shape_of(alice, KLING, camera).words == said


def test_where_a_model_reads_too_little_the_least_telling_is_left_out_first_and_said_so(alice):
    camera = {
        "sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50, "focus_distance": 3,
        "movements": [{"name": "push-in"}],
    }  # fmt: skip
    limit = ENTRIES["wan/2-5-text-to-video"].input_for("prompt").max_length
    whole = shape_of(alice, "wan/2-5-text-to-video", camera).words

    shape = shape_of(alice, "wan/2-5-text-to-video", camera, prompt="a" * (limit - len(whole) + 30))

    assert "ALEXA" not in shape.words
    assert "anamorphic" in shape.words
    assert "push-in" in shape.words
    assert len(shape.said.prompt) <= limit
    assert [note.split(":")[0] for note in shape.notes] == ["Focus distance", "Body"]
    assert "at most 800 characters" in shape.notes[0]
    assert not {"sensor", "focus_distance"} & set(marks_of(shape))


def test_with_no_room_at_all_nothing_is_said_and_every_control_is_named(alice):
    shape = shape_of(alice, "wan/2-5-text-to-video", {"genre": "noir", "lighting": "neon"}, prompt="a" * 800)

    assert (shape.words, shape.controls) == ("", ())
    assert len(shape.notes) == 2


@pytest.mark.parametrize("model", [KLING, "bytedance/seedance-2", "draft-clip"])
def test_a_camera_alone_is_nothing_to_film(alice, model):
    assert shape_of(alice, model, {"lens": "fisheye", "lighting": "neon"}, prompt="  ").words == ""


def test_a_start_picture_without_words_can_be_filmed_by_a_camera(alice):
    shape = shape_of(alice, "bytedance/seedance-2", {"lens": "fisheye"}, prompt="", start_frame=uuid4())

    assert "fisheye" in shape.said.prompt


# Native


def test_a_format_of_the_models_own_is_its_parameter_and_nothing_else(alice):
    shape = shape_of(alice, SEEDANCE, {"aspect_ratio": "21:9"})

    assert shape.ask.parameters == {"aspect_ratio": "21:9"}
    assert (shape.controls, shape.plan, shape.words) == ((), {}, "")


def test_another_format_is_cut_from_the_one_that_loses_least(alice):
    shape = shape_of(alice, SEEDANCE, {"aspect_ratio": "2.39:1"})

    assert shape.ask.parameters["aspect_ratio"] == "21:9"
    assert marks_of(shape) == {"framing": "post"}
    assert (shape.plan["post"], shape.plan["camerawork"]["ratio"]) == (["mask"], 2.39)


def test_a_format_that_does_not_go_with_the_size_is_cut_from_one_that_does(alice):
    model, sizes = "gpt-image-2-text-to-image", {"resolution": "2K"}

    shape = shape_of(alice, model, {"aspect_ratio": "4:5"}, parameters=sizes)

    assert shape.ask.parameters == {"resolution": "2K", "aspect_ratio": "3:4"}
    assert shape.plan["post"] == ["mask"]
    assert shape_of(alice, model, {"aspect_ratio": "4:5"}).ask.parameters["aspect_ratio"] == "4:5"


@pytest.mark.parametrize("model", [PICTURE, SEEDANCE, KLING, "veo-3-1", "gpt-image-2-text-to-image", "draft-clip"])
def test_no_format_changes_a_price(alice, model):
    entry, camera = ENTRIES[model], {"movements": [{"name": "static"}]}
    told = [shape_of(alice, model, {**camera, "aspect_ratio": each}).ask for each in RATIOS]
    plain = Ask(kind="", model=model, prompt="A cup")

    prices = {price_of(entry, ask) for ask in (plain, *told)}

    assert len(prices) == 1


def price_of(entry, ask):
    filled = replace(ask, parameters=check_parameters(entry, ask.parameters, {}))
    return price.quote(entry, filled, margin_percent=0, credit_usd=Decimal("0.01"), files=[])


@pytest.mark.parametrize(
    ("model", "wanted", "frame"),
    [(SEEDANCE, "2.39:1", "16:9"), (SEEDANCE, "4:5", "9:16"), ("gpt-image/1.5-text-to-image", "2.39:1", "3:2")],
)
def test_bars_are_put_into_the_format_of_a_screen(alice, model, wanted, frame):
    shape = shape_of(alice, model, {"aspect_ratio": wanted, "framing": "bars"})

    assert shape.ask.parameters["aspect_ratio"] == frame
    assert values_of(shape)["framing"] == f"{wanted}, with black bars"
    assert shape.plan["camerawork"]["bars"] is True


def test_bars_go_into_the_format_that_was_chosen_for_the_model(alice):
    shape = shape_of(alice, SEEDANCE, {"aspect_ratio": "2.39:1", "framing": "bars"}, parameters={"aspect_ratio": "4:3"})

    assert shape.ask.parameters["aspect_ratio"] == "4:3"


def test_no_bars_are_put_where_the_frame_has_the_format_already(alice):
    assert shape_of(alice, SEEDANCE, {"aspect_ratio": "16:9", "framing": "bars"}).plan == {}


def test_a_camera_that_stands_still_is_a_setting_where_the_model_has_one(alice):
    with_setting = shape_of(alice, SEEDANCE, {"movements": [{"name": "static"}]})
    without = shape_of(alice, KLING, {"movements": [{"name": "static"}]})

    assert (with_setting.ask.parameters, with_setting.words) == ({"camera_fixed": True}, "")
    assert "camera_fixed" not in without.ask.parameters
    assert "static camera" in without.words


def test_a_move_frees_a_camera_that_was_told_to_stand_still(alice):
    shape = shape_of(alice, SEEDANCE, {"movements": [{"name": "push-in"}]}, parameters={"camera_fixed": True})

    assert shape.ask.parameters["camera_fixed"] is False
    assert "push-in" in shape.words
    assert "crop_move" not in shape.plan.get("post", [])  # once in words: not a second time by us


# Post


def test_colour_grain_vignette_flare_and_ramp_are_done_to_a_vendors_result_exactly(alice):
    camera = {
        "color_profile": "teal-orange", "color_strength": 60, "grain": 20, "vignette": 30, "flare": 40,
        "speed_ramp": {"points": [[0, 1], [0.5, 0.5], [1, 1]]},
    }  # fmt: skip

    shape = shape_of(alice, KLING, camera)

    work = camerawork_of(json.loads(json.dumps(shape.plan["camerawork"])))
    assert shape.plan["post"] == ["speed_ramp", "flare", "vignette", "grade", "grain"]
    assert (work.profile, work.profile_strength) == ("teal_orange", 0.6)
    assert (work.grain, work.vignette, work.flare) == (0.2, 0.3, 0.4)
    assert work.ramp == ((0, 1), (0.5, 0.5), (1, 1))
    assert set(marks_of(shape).values()) == {"post"}
    assert values_of(shape)["color_profile"] == "Teal and orange 60 %"
    assert shape.words == ""


def test_what_body_and_lens_bring_along_is_shown_with_the_controls(alice):
    shape = shape_of(alice, KLING, {"sensor": "super-16", "lens": "vintage-prime"})

    assert values_of(shape)["grain"].endswith("as body and lens have it")
    assert (marks_of(shape)["grain"], marks_of(shape)["vignette"]) == ("post", "post")
    assert shape.plan["camerawork"]["grain_size"] > 1
    # its words tell the model of the flare: by us it would be there twice
    assert "flare" not in shape.plan["post"]
    assert shape_of(alice, KLING, {"sensor": "super-16", "grain": 0}).plan == {}


def test_a_tool_without_words_is_moved_inside_the_frame_by_what_can_be_done_there(alice):
    moves = [{"name": "zoom-in", "strength": 70}, {"name": "orbit-left"}]

    shape = shape_of(alice, "topaz/video-upscale", {"movements": moves, "lens": "fisheye"}, prompt="")

    assert shape.plan["post"] == ["crop_move"]
    assert [each["move"] for each in shape.plan["camerawork"]["moves"]] == ["zoom_in"]
    assert values_of(shape)["movements"].endswith("70 %")
    assert [note.split(":")[0] for note in shape.notes] == ["Lens", "Movement"]
    assert "inside the frame" in shape.notes[1]


def test_post_steps_come_in_the_order_in_which_they_are_done(alice):
    every = {
        "sensor": "super-8", "lens": "anamorphic-2x", "aspect_ratio": "2.39:1", "color_profile": "noir", "flare": 50,
        "vignette": 50, "speed_ramp": {"points": [[0, 2], [1, 1]]}, "movements": [{"name": "zoom-in"}],
    }  # fmt: skip
    for model in (KLING, PICTURE, "draft-clip", "topaz/video-upscale"):
        post = shape_of(alice, model, every, prompt="A cup" if model != "topaz/video-upscale" else "").plan["post"]

        assert post == sorted(post, key=POST.index), model


# Our own engine


def test_our_own_engine_gets_every_number_and_no_words_but_the_light(alice):
    camera = {
        "sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50, "aperture": 4, "aspect_ratio": "2.39:1",
        "color_profile": "noir", "lighting": "neon", "movements": [{"name": "crane-up", "strength": 80}],
        "speed_ramp": {"points": [[0, 1], [1, 2]]},
    }  # fmt: skip

    shape = shape_of(alice, "draft-clip", camera, parameters={"camera_moves": ["roll"], "duration": 5})

    work = camerawork_of(json.loads(json.dumps(shape.plan["camerawork"])))
    assert shape.words == "neon lighting, magenta and cyan"
    assert (work.optics.width_mm, work.optics.squeeze, work.optics.f_number) == (27.99, 2.0, 4)
    assert [(each.move, each.strength) for each in work.moves] == [("boom_up", 0.8), ("tilt_down", 0.28)]
    assert {"crop_move", "speed_ramp", "mask"}.isdisjoint(shape.plan["post"])
    assert shape.ask.parameters["aspect_ratio"] == "2.39:1"
    assert "camera_moves" not in shape.ask.parameters
    assert shape.ask.parameters["camera_strength"] == 0.8
    assert marks_of(shape) | {"lighting": "native"} == dict.fromkeys(marks_of(shape), "native")
    assert shape.notes == ()


@pytest.mark.parametrize("camera", [{}, {"aspect_ratio": "1.85:1"}, {"lighting": "neon"}, {"grain": 0}])
def test_our_own_engine_gets_no_plan_where_there_is_nothing_to_film_by(alice, camera):
    assert shape_of(alice, "draft-picture", camera).plan == {}


def test_bars_of_our_own_are_drawn_with_the_frame(alice):
    shape = shape_of(alice, "draft-clip", {"aspect_ratio": "2.39:1", "framing": "bars"})

    assert (shape.ask.parameters["aspect_ratio"], shape.plan["post"]) == ("16:9", ["mask"])
    assert marks_of(shape) == {"framing": "native"}


def test_a_genre_of_ours_is_its_colours_and_its_light_and_no_props(alice):
    shape = shape_of(alice, "draft-picture", {"genre": "noir"})
    own_colour = shape_of(alice, "draft-picture", {"genre": "noir", "color_profile": "sepia", "lighting": "candle"})

    assert shape.plan["camerawork"]["profile"] == "noir"
    assert "low-key" in shape.words or "shadow" in shape.words
    assert "noir" not in shape.words
    assert own_colour.plan["camerawork"]["profile"] == "sepia"
    assert own_colour.words == "candlelight"


def test_a_vendor_is_told_of_a_genre_and_its_colours_are_not_put_on_unasked(alice):
    shape = shape_of(alice, KLING, {"genre": "noir"})

    assert "noir" in shape.words
    assert shape.plan == {}


# What has no effect


def test_a_picture_says_that_it_does_not_move(alice):
    shape = shape_of(alice, PICTURE, {"movements": [{"name": "push-in"}], "speed_ramp": {"points": [[0, 1], [1, 2]]}})

    assert shape.notes == (
        "Movement: no effect. A picture does not move.",
        "Speed ramp: no effect. A picture has no speed.",
    )
    assert (shape.words, shape.plan, shape.controls) == ("", {}, ())


def test_a_sound_takes_the_order_and_says_of_every_control_that_it_does_nothing(alice):
    camera = {"lens": "fisheye", "grain": 50, "aspect_ratio": "1:1"}

    shape = shape_of(alice, "elevenlabs/text-to-speech-turbo-2-5", camera, prompt="Hello")

    assert shape.said.prompt == "Hello"
    assert len(shape.notes) == len(camera)
    assert (shape.plan, shape.controls, shape.ask.parameters) == ({}, (), {})


def test_nothing_that_was_asked_is_ever_lost_without_a_word(alice):
    every = {
        "sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50, "aperture": 4, "focus_distance": 3,
        "depth_of_field": "shallow", "aspect_ratio": "1.85:1", "framing": "bars", "color_profile": "noir",
        "movements": [{"name": "orbit-left"}], "speed_ramp": {"points": [[0, 1], [1, 2]]}, "genre": "noir",
        "lighting": "neon", "grain": 10, "vignette": 10, "flare": 10,
    }  # fmt: skip
    usable = [entry for entry in ENTRIES.values() if not entry.off]
    for entry in usable:
        prompt = "A cup" if entry.input_for("prompt") else ""
        shape = shape_of(alice, entry.id, every, prompt=prompt)

        told = {each.name for each in shape.controls} | set(shape.ask.parameters)
        noted = " ".join(shape.notes)
        # a format of the model's own has its bars, or none are needed, and a control is one of both names
        missing = [name for name in every if name not in told and LABELS[name] not in noted]
        assert set(missing) <= {"framing", "aspect_ratio"}, entry.id
        assert len(missing) < 2, entry.id


LABELS = {
    "sensor": "Body", "lens": "Lens", "focal_length": "Focal length", "aperture": "Aperture",
    "focus_distance": "Focus distance", "depth_of_field": "Depth of field", "aspect_ratio": "Format",
    "framing": "Framing", "color_profile": "Colour", "movements": "Movement", "speed_ramp": "Speed ramp",
    "genre": "Genre", "lighting": "Light", "grain": "Grain", "vignette": "Vignette", "flare": "Flare",
}  # fmt: skip


def test_a_depth_of_field_beside_an_aperture_says_that_the_aperture_decides(alice):
    shape = shape_of(alice, KLING, {"depth_of_field": "shallow", "aperture": 16})

    assert shape.notes == ("Depth of field: no effect. The aperture that is set decides it.",)
    assert shape.words == "f/16 aperture, deep focus"


def test_a_composer_hears_what_another_model_would_leave_out(alice):
    camera = {"lens": "fisheye", "movements": [{"name": "push-in"}], "grain": None, "odd": 1}

    left = camera_left_out(camera, {"format": "png16"}, ENTRIES["recraft/remove-background"])

    assert [each.split(":")[0] for each in left] == ["Lens", "Movement", "Master"]
    assert camera_left_out({}, {}, ENTRIES[PICTURE]) == ()


# Presets


@pytest.fixture
def preset(alice):
    return CameraPreset.objects.create(
        owner=alice, name="My look", sensor="super-16", grain=40, movements=[{"name": "push-in", "strength": 50}]
    )


def named(preset):
    return (ReferenceAsk("camera", str(getattr(preset, "pk", preset)), "camera"),)


def test_a_preset_is_named_by_its_id_or_ours_by_its_slug_and_own_settings_go_over_it(alice, preset):
    system = CameraPreset.objects.filter(owner=None).first()

    own = shape_of(alice, KLING, {"grain": 5, "movements": []}, references=named(preset))
    ours = shape_of(alice, KLING, None, references=named(system.slug))

    assert own.camera["preset"] == str(preset.pk)
    assert (own.camera["sensor"], own.camera["grain"]) == ("super-16", 5)
    assert "movements" not in marks_of(own)
    assert own.ask.references == ()
    assert ours.camera["lens"] == system.lens


def test_a_preset_of_another_user_is_not_there(bob, preset):
    for name in (preset, "no-such-preset", "\x00"):
        with pytest.raises(NotFound):
            shape_of(bob, KLING, None, references=named(name))


def test_an_order_has_one_camera(alice, preset):
    with pytest.raises(AskInvalid) as caught:
        shape_of(alice, KLING, None, references=named(preset) * 2)

    assert set(caught.value.errors) == {"references"}


# What comes from outside


@pytest.mark.parametrize(
    ("camera", "fields"),
    [
        ({"zoom": 3}, {"camera.zoom"}),
        ({"focal_length": float("nan")}, {"camera.focal_length"}),
        ({"aperture": 10**9, "grain": "50"}, {"camera.aperture", "camera.grain"}),
        ({"lens": ["fisheye"], "sensor": {"a": 1}}, {"camera.lens", "camera.sensor"}),
        ({"movements": [[["push-in"]]]}, {"camera.movements"}),
        ({"movements": [{"name": "push-in"}] * 4}, {"camera.movements"}),
        ({"speed_ramp": {"points": [[0, 1], [1, float("inf")]]}}, {"camera.speed_ramp"}),
        ({"aspect_ratio": ["16:9"], "framing": True}, {"camera.aspect_ratio", "camera.framing"}),
        ({"lens": "\x00"}, {"camera.lens"}),
        ({"genre": "x" * 9000}, {"camera.genre"}),
    ],
)  # fmt: skip
def test_a_camera_that_is_none_is_refused_field_by_field(alice, camera, fields):
    with pytest.raises(AskInvalid) as caught:
        shape_of(alice, KLING, camera)

    assert set(caught.value.errors) == fields


@pytest.mark.parametrize(
    ("master", "field"),
    [
        ({"format": "gif"}, "master.format"),
        ({}, "master.format"),
        ({"format": ["h264"]}, "master.format"),
        ({"format": "prores_hq", "resolution": "16k"}, "master.resolution"),
        ({"format": "prores_hq", "resolution": {"a": 1}}, "master.resolution"),
        ({"format": "prores_hq", "bits": 16}, "master"),
    ],
)
def test_a_master_that_nobody_can_make_is_refused(alice, master, field):
    with pytest.raises(AskInvalid) as caught:
        shape_of(alice, KLING, None, master=master)

    assert set(caught.value.errors) == {field}


def test_a_master_of_a_vendors_clip_is_post_work_of_eight_true_bits(alice):
    shape = shape_of(alice, KLING, None, master={"format": "prores_hq"})

    assert shape.plan == {"master": {"format": "prores_hq", "resolution": "", "deep": False}}
    assert (shape.depth, marks_of(shape), shape.camera) == ("8bit", {"master": "post"}, None)
    assert "8-bit source" in values_of(shape)["master"]


def test_a_deep_master_of_ours_is_drawn_in_float(alice):
    shape = shape_of(alice, "draft-picture", {"grain": 10}, master={"format": "tiff16"})

    assert (shape.plan["master"]["deep"], shape.depth, marks_of(shape)["master"]) == (True, "16bit", "native")
    assert shape.plan["camerawork"]["grain"] == 0.1


# What an order is


def test_the_same_camera_is_the_same_order_however_its_fields_are_ordered(alice):
    ask = Ask(kind="", model=KLING, prompt="A cup", camera={"lens": "fisheye", "grain": 5})
    turned = replace(ask, camera={"grain": 5, "lens": "fisheye"})

    assert ask.digest() == turned.digest()
    assert ask.digest() != replace(ask, camera={"lens": "fisheye", "grain": 6}).digest()
    assert replace(ask, camera=None).digest() == Ask(kind="", model=KLING, prompt="A cup").digest()


def test_an_ask_without_a_camera_is_left_as_it_is(alice, django_assert_num_queries):
    ask = Ask(kind="", model=KLING, prompt="A cup")
    with django_assert_num_queries(0):
        assert shaped(alice, ask, ENTRIES[KLING]).ask is ask


def test_an_empty_camera_changes_nothing(alice):
    shape = shape_of(alice, KLING, {})

    assert (shape.said.prompt, shape.controls, shape.notes, shape.plan) == ("A cup of coffee", (), (), {})


def test_a_camera_costs_one_query_and_a_preset_one_more(alice, preset, django_assert_num_queries):
    with django_assert_num_queries(1):
        shape_of(alice, KLING, {"lens": "fisheye"})
    with django_assert_num_queries(2):
        shape_of(alice, KLING, None, references=named(preset))


def test_the_owner_is_told_in_the_language_of_the_page(alice):
    with translation.override("ru"):
        shape = shape_of(alice, PICTURE, {"movements": [{"name": "push-in"}], "color_profile": "teal-orange"})

    assert shape.notes[0].startswith("Движение: ")
    assert values_of(shape)["color_profile"] == CameraTerm.objects.get(slug="teal-orange").name_ru


def test_what_is_planned_can_be_read_back_from_a_database(alice):
    shape = shape_of(alice, "draft-clip", {"lens": "fisheye", "movements": [{"name": "roll"}]})

    work = camerawork_of(json.loads(json.dumps(shape.plan["camerawork"])))

    assert work.optics.fisheye is True
    assert replace(work, optics=None, moves=(), vignette=0.0, flare=0.0) == Camerawork(easing=work.easing)
