"""Which masters are offered: only what the pixels can carry, each refusal with its reason, each with its bytes."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation

from reklamai.core.errors import QuotaReached
from reklamai.media.sizes import named_size
from studio.ask import Ask
from studio.catalogue.entry import parse
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, Generation
from studio.services import catalogue
from tests.studio.conftest import alice  # noqa: F401
from video import mastering
from video.master_sizes import MOST_WORK, Footage, sizes_of

ENTRIES = {each["model"]: parse(each) for each in catalogue.entries()}
PICTURE = Asset(kind="picture", content_type="image/png", width=864, height=1080)
CLIP = Asset(kind="clip", content_type="video/mp4", width=1920, height=1080, fps=24.0, duration_s=5.0)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def by_format(offers):
    return {each.format: each for each in offers}


def test_a_picture_of_eight_bits_may_go_into_sixteen_and_is_not_called_sixteen():
    offers = by_format(mastering.offers_for_asset(PICTURE))

    assert set(offers) == {"png16", "tiff16"}
    assert offers["tiff16"].statement == "16-bit container, 8-bit source, debanded"
    assert {(each.container_bits, each.source_bits, each.deep, each.reason) for each in offers.values()} == {
        (16, 8, False, "")
    }


def test_a_clip_of_eight_bits_may_go_into_ten_and_not_into_frames_of_sixteen():
    offers = by_format(mastering.offers_for_asset(CLIP))

    assert offers["prores_hq"].statement == "10-bit container, 8-bit source, debanded"
    assert not offers["hevc10"].reason
    assert "frames of 16" in offers["png16_sequence"].reason
    assert "frames of 16" in offers["tiff16_sequence"].reason
    assert offers["h264"].statement == "8-bit container, true 8-bit pixels"


def test_the_owner_of_an_own_draft_is_told_how_to_have_sixteen_bits():
    draft = Asset(kind="clip", content_type="video/mp4", width=1280, height=720, fps=24.0, duration_s=5.0)
    draft.generation = Generation(model="draft-clip", provider="local", kind="text_to_video")

    assert (
        "Order it again with a 16-bit master" in by_format(mastering.offers_for_asset(draft))["png16_sequence"].reason
    )


def test_a_clip_that_truly_has_ten_bits_may_become_frames():
    deep = Asset(kind="clip", content_type="video/quicktime", width=1280, height=720, fps=24.0, duration_s=2.0)
    deep.metadata = {"master": {"format": "prores_hq", "container_bits": 10, "source_bits": 10}}

    offers = by_format(mastering.offers_for_asset(deep))

    assert not offers["png16_sequence"].reason
    assert offers["png16_sequence"].statement == "16-bit container, 10-bit source, debanded"
    assert offers["hevc10"].statement == "10-bit container, true 10-bit pixels"


@pytest.mark.parametrize("kind", ["sound", "archive"])
def test_of_sounds_and_archives_there_are_no_masters(kind):
    assert mastering.offers_for_asset(Asset(kind=kind)) == ()


def test_a_draft_that_is_not_drawn_yet_is_drawn_in_float():
    picture, clip = (by_format(mastering.offers_for(ENTRIES[name])) for name in ("draft-picture", "draft-clip"))

    assert {name: each.statement for name, each in picture.items()} == dict.fromkeys(
        ("png16", "tiff16"), "16-bit container, true 16-bit pixels"
    )
    assert {name for name, each in clip.items() if each.deep} == {
        "hevc10", "prores_hq", "png16_sequence", "tiff16_sequence",
    }  # fmt: skip
    assert not any(each.reason for each in clip.values())


@pytest.mark.parametrize("name", sorted(name for name, each in ENTRIES.items() if not each.off))
def test_no_vendor_is_said_to_carry_more_than_eight_bits(name):
    entry = ENTRIES[name]

    offers = mastering.offers_for(entry)

    if entry.provider != "local":
        assert all(each.source_bits == 8 and not each.deep for each in offers)
    if entry.output not in ("image", "video") or entry.kind in ("background_removal", "master", "anchor_extract"):
        assert offers == ()
    elif entry.provider != "local":
        assert any(not each.reason for each in offers)


def test_at_the_size_it_has_no_other_size_is_named():
    values = [each.value for each in sizes_of(Footage("clip", size=(1920, 1080), fps=24, seconds=5), "prores_hq")]

    assert values == ["", "720p", "2k", "4k"]


@pytest.mark.parametrize(
    ("size", "value", "wanted"),
    [((1920, 1080), "4k", (3840, 2160)), ((1080, 1920), "720p", (720, 1280)), ((1920, 804), "1080p", (2560, 1072))],
)
def test_a_named_size_has_its_short_side_and_the_shape_of_the_source(size, value, wanted):
    assert named_size(size, value) == wanted


def test_what_is_enlarged_says_so_and_what_would_be_blur_is_not_offered():
    small = {each.value: each for each in sizes_of(Footage("picture", size=(400, 500)), "png16")}

    assert small["720p"].enlarged
    assert not small["720p"].reason
    assert "four times" in small["4k"].reason


def test_what_no_worker_ends_before_its_deadline_is_not_offered():
    long = Footage("clip", size=(1920, 1080), fps=24, seconds=50)

    at = {each.value: each.reason for each in sizes_of(long, "prores_hq")}

    assert at[""] == ""
    assert "deadline" in at["4k"]


def test_the_largest_master_that_is_offered_fits_into_a_workers_time_on_one_core():
    seconds = MOST_WORK * 0.29  # of one core for a megapixel of ProRes, measured: docs/measurements.md

    assert seconds < settings.TASK_TIMEOUT_S / 2
    assert seconds * 3 < settings.DEADLINES_S["master"]


def test_h264_as_it_is_would_be_the_same_file_again():
    offer = by_format(mastering.offers_for_asset(CLIP))["h264"]

    assert "already" in offer.at("").reason
    assert offer.at("720p").reason == ""


def test_longer_and_larger_masters_are_said_to_take_more():
    def needed(**changes):
        footage = replace(Footage("clip", size=(1280, 720), fps=24, seconds=5), **changes)
        return {each.value: each.bytes for each in sizes_of(footage, "prores_hq")}

    assert needed(seconds=10)[""] == pytest.approx(2 * needed()[""], rel=0.1)
    assert needed()["4k"] > 4 * needed()[""]


def test_a_plan_says_what_the_pixels_will_carry(alice):
    ask = Ask(kind="text_to_video", model="draft-clip", master={"format": "prores_hq"})

    own = mastering.planned(alice, ask, ENTRIES["draft-clip"])
    vendors = mastering.planned(alice, ask, vendor_clip())

    assert own.plan == {"format": "prores_hq", "resolution": "", "deep": True}
    assert (own.depth, vendors.depth) == ("10bit", "8bit")
    assert vendors.plan["deep"] is False


def vendor_clip():
    found = (each for each in ENTRIES.values() if each.provider == "kie" and each.kind == "text_to_video")
    return next(found)


@pytest.mark.parametrize(
    ("master", "field"),
    [
        ({}, "master.format"),
        ({"format": "gif"}, "master.format"),
        ({"format": "png16"}, "master.format"),
        ({"format": "png16_sequence"}, "master.format"),
        ({"format": "prores_hq", "resolution": "16k"}, "master.resolution"),
        ({"format": "prores_hq", "bits": 16}, "master"),
    ],
)
def test_what_a_vendors_clip_cannot_have_is_refused_by_its_field(alice, master, field):
    ask = Ask(kind="text_to_video", model="x", master=master)

    with pytest.raises(AskInvalid) as caught:
        mastering.planned(alice, ask, vendor_clip())

    assert list(caught.value.errors) == [field]


def test_a_draft_is_not_enlarged_but_ordered_larger(alice):
    ask = Ask(kind="text_to_image", model="draft-picture", master={"format": "png16", "resolution": "4k"})

    with pytest.raises(AskInvalid) as caught:
        mastering.planned(alice, ask, ENTRIES["draft-picture"])

    assert caught.value.errors["master.resolution"] == (
        "A draft is drawn at the size that it is ordered at: choose that one."
    )


def test_a_sound_has_no_master(alice):
    sound = next(each for each in ENTRIES.values() if each.output == "audio")

    with pytest.raises(AskInvalid) as caught:
        mastering.planned(alice, Ask(kind="music", model=sound.id, master={"format": "png16"}), sound)

    assert "no masters" in caught.value.errors["master"]


def test_a_master_that_finds_no_room_is_refused_with_the_sizes(alice, settings):
    settings.QUOTA_BYTES = 5 * 2**20
    ask = Ask(kind="text_to_video", model="draft-clip", master={"format": "tiff16_sequence"}, count=2)

    with pytest.raises(QuotaReached) as caught:
        mastering.planned(alice, ask, ENTRIES["draft-clip"])

    assert "of your storage of 5.0\xa0MB only 5.0\xa0MB are left" in caught.value.message
    assert caught.value.facts["needed"] > 5 * 2**20


@pytest.mark.parametrize("ratio", ["8:1", "1:8", "7:1", "1:0", "0:0", "x", "9" * 400 + ":1"])
@pytest.mark.parametrize("duration", [5, "inf", "nan", 1e300, "1e999", -1, [5]])
def test_settings_that_no_clip_has_break_no_offer(ratio, duration):
    given = {"aspect_ratio": ratio, "duration": duration, "fps": duration}

    for model in ("nano-banana-2", "bytedance/seedance-1.5-pro", "draft-clip"):
        assert mastering.offers_for(ENTRIES[model], given)
