"""Beside every control stands how it takes effect on the chosen model, and why it has none where it has none."""

import pytest
from django.utils import translation

from reklamai.core.errors import ReklamError
from studio.catalogue.entry import parse
from studio.shaping import camera_marks
from tests.video.entries import ENTRIES
from video.camera_fields import ASKED
from video.marks import CONTROLS, KINDS, formats_of, marks_for, ratio_of

TOLD = {"sensor", "lens", "focal_length", "aperture", "focus_distance", "depth_of_field", "genre", "lighting"}
FINISHED = {"color_profile", "grain", "vignette", "flare"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def kinds_of(model):
    return {name: mark.kind for name, mark in marks_for(ENTRIES[model]).items()}


def entry_of(**changes):
    data = {
        "model": "made-up", "provider": "kie", "title": "Made up", "kind": "text_to_video", "output": "video",
        "inputs": {"prompt": {"type": "string", "maps_to": "prompt"}}, **changes,
    }  # fmt: skip
    return parse(data)


def test_every_setting_of_a_camera_has_a_mark():
    assert {*CONTROLS, "color_strength", "preset"} == {*ASKED, "master"}


@pytest.mark.parametrize("model", sorted(ENTRIES))
def test_every_model_of_the_catalogue_has_a_mark_for_every_control_and_a_reason_for_every_one_without_effect(model):
    marks = marks_for(ENTRIES[model])

    assert tuple(marks) == CONTROLS
    assert {mark.kind for mark in marks.values()} <= set(KINDS)
    assert [name for name, mark in marks.items() if mark.kind == "none" and not mark.reason] == []


def test_a_vendors_clip_is_told_of_the_camera_and_finished_by_us():
    kinds = kinds_of("kling/v3-turbo-text-to-video")

    assert {name for name, kind in kinds.items() if kind == "prompt"} == TOLD | {"movements"}
    assert {name for name, kind in kinds.items() if kind == "post"} >= FINISHED | {"framing", "speed_ramp"}
    assert kinds["aspect_ratio"] == "native"


def test_a_model_without_formats_of_its_own_is_cut_by_us():
    mark = marks_for(ENTRIES["hailuo/02-text-to-video-pro"])["aspect_ratio"]

    assert mark.kind == "post"
    assert "we cut" in mark.reason


def test_the_formats_of_a_model_are_named_beside_the_control():
    reason = marks_for(ENTRIES["kling/v3-turbo-text-to-video"])["aspect_ratio"].reason

    assert all(each in reason for each in ("1:1", "9:16", "16:9"))
    assert "auto" not in formats_of(ENTRIES["veo-3-1"])


def test_a_picture_neither_moves_nor_has_a_speed():
    for model in ("nano-banana-2", "draft-picture"):
        marks = marks_for(ENTRIES[model])

        assert (marks["movements"].kind, marks["speed_ramp"].kind) == ("none", "none")
        assert marks["movements"].reason == "A picture does not move."


def test_a_sound_has_no_camera_at_all():
    marks = marks_for(ENTRIES["elevenlabs/text-to-speech-turbo-2-5"])

    assert {mark.kind for mark in marks.values()} == {"none"}
    assert marks["lens"].reason == "A sound has no camera."


def test_a_tool_keeps_camera_and_light_of_its_file_and_what_it_makes_can_still_be_finished():
    kinds = kinds_of("topaz/video-upscale")

    assert {name for name, kind in kinds.items() if kind == "none"} == TOLD
    assert {name for name, kind in kinds.items() if kind == "post"} >= FINISHED | {"movements", "speed_ramp"}


def test_speech_is_not_stretched_by_a_ramp():
    assert kinds_of("kling/ai-avatar-pro")["speed_ramp"] == "none"


def test_what_is_cut_out_keeps_its_transparent_background():
    marks = marks_for(ENTRIES["recraft/remove-background"])

    assert {mark.kind for mark in marks.values()} == {"none"}
    assert "transparent" in marks["grain"].reason


def test_a_model_that_takes_no_words_says_so():
    marks = marks_for(ENTRIES["wan/2-2-animate-move"])

    assert marks["lens"].kind == "none"
    assert "takes no words" in marks["lens"].reason
    assert marks["movements"].kind == "post"


def test_our_own_engine_films_through_the_camera_and_reads_the_light_from_words():
    clip, picture = kinds_of("draft-clip"), kinds_of("draft-picture")

    assert {name for name, kind in clip.items() if kind == "native"} >= set(CONTROLS) - {"lighting", "master"}
    assert clip["lighting"] == picture["lighting"] == "prompt"


def test_works_of_our_rooms_have_no_camera():
    for model in ("anchor-extract", "soulid-train"):
        kinds = kinds_of(model)

        assert set(kinds.values()) == {"none"}


def test_an_entry_goes_over_our_rules_where_its_makers_documentation_says_otherwise():
    entry = entry_of(camera={"movements": "post", "genre": "none", "lens": "native"})

    marks = marks_for(entry)

    assert (marks["movements"].kind, marks["lens"].kind) == ("post", "native")
    assert (marks["genre"].kind, marks["genre"].reason) == ("none", "This model has no such control.")


def test_no_entry_gives_a_control_back_that_nobody_can_have():
    entry = entry_of(output="audio", kind="text_to_speech", camera={"lens": "prompt"})

    assert marks_for(entry)["lens"].kind == "none"


def test_every_override_in_the_catalogue_names_a_control_and_a_mark():
    for entry in ENTRIES.values():
        assert set(entry.camera) <= set(CONTROLS), entry.id
        assert set(entry.camera.values()) <= set(KINDS), entry.id


def test_a_camera_in_an_entry_that_is_no_table_is_a_fault_of_the_data():
    with pytest.raises(ReklamError):
        entry_of(camera=7)


@pytest.mark.parametrize(
    ("text", "ratio"), [("2.39:1", 2.39), ("9:16", 0.5625), ("auto", None), ("1:0", None), ("a:b", None)]
)
def test_a_format_is_read_as_width_by_height(text, ratio):
    assert ratio_of(text) == ratio


def test_the_hall_asks_the_room_by_its_port(settings):
    entry = ENTRIES["nano-banana-2"]

    assert camera_marks(entry) == marks_for(entry)
    settings.SHAPER = ""
    assert camera_marks(entry) == {}
