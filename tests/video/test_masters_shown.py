"""What stands beside masters: vendors' upscalers with their price, files of one result, and what staff see."""

import re
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation

from reklamai.core.secret import Secret
from studio.models import Asset
from studio.services import catalogue
from tests.pages.conftest import browser_of, make_user, vera  # noqa: F401
from tests.pages.staff import member_of, room
from tests.pages.workbench import a_done_work
from video.selectors.masters import source_of
from video.upscalers import upscalers_for

TRUE = {"format": "prores_hq", "container_bits": 10, "source_bits": 10}


@pytest.fixture(autouse=True)
def workshop(db, private_media, settings):
    settings.KIE_API_KEY = Secret("key")
    catalogue.load()
    with translation.override("en"):
        yield


@pytest.fixture
def work(vera):
    return a_done_work(vera)


def beside(work, *, position, **fields):
    """One more file of the same result."""
    name = default_storage.save(f"{work.owner_id}/{uuid4()}.mov", ContentFile(b"moov"))
    columns = {
        "kind": "clip", "content_type": "video/quicktime", "width": 1280, "height": 720, "fps": 24.0, "duration_s": 5.0,
    }  # fmt: skip
    return Asset.objects.create(
        owner=work.owner, generation=work, position=position, origin="result", file=name, size_bytes=4,
        sha256="1" * 64, **columns | fields,
    )  # fmt: skip


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_upscalers_that_read_the_file_have_its_price_and_a_way_to_them(work, browser_of, vera):
    found = {each.title: each for each in upscalers_for(work.result)}

    topaz = found["Topaz Upscale"]
    assert topaz.credits > 0
    answer = browser_of(vera).get(topaz.url)
    assert answer.status_code == 200
    assert "Topaz Upscale" in text_of(answer)
    assert str(work.result.pk) in text_of(answer)


def test_the_way_to_a_clips_upscaler_carries_the_clip(work, browser_of, vera):
    clip = beside(work, position=1, content_type="video/mp4")

    [topaz] = upscalers_for(clip)

    assert topaz.credits == pytest.approx(8 * 5 * 0.5, abs=20)  # 8 of theirs a second, of half a cent each
    assert str(clip.pk) in text_of(browser_of(vera).get(topaz.url))


def test_what_cannot_be_ordered_or_read_is_not_named(work, settings):
    wide = beside(work, position=1, content_type="video/webm")
    assert upscalers_for(wide) == ()  # none of them reads WebM

    settings.KIE_API_KEY = Secret("")
    assert upscalers_for(work.result) == ()


def test_masters_are_made_of_the_file_with_the_most_bits(work):
    deep = beside(work, position=1, metadata={"part": "master", "master": TRUE})
    beside(work, position=2, kind="archive", metadata={"part": "master", "master": TRUE | {"source_bits": 16}})

    assert source_of(work) == deep


def test_each_file_of_a_result_is_listed_with_its_part_and_its_depth(work, browser_of, vera):
    Asset.objects.filter(generation=work).update(metadata={"part": "finished"})
    beside(work, position=1, metadata={"part": "original"})
    beside(work, position=2, metadata={"part": "master", "master": TRUE})

    panel = text_of(browser_of(vera).get(reverse("video:masters", args=[work.pk])))

    for words in ("Finished by us", "As the model made it", "10-bit container, true 10-bit pixels", "ProRes 422 HQ"):
        assert words in panel
    for asset in work.assets.all():
        assert f"{asset.file_url}?download=1" in panel


def test_staff_see_what_a_files_pixels_carry(work):
    _user, browser = member_of("support")
    master = beside(work, position=1, metadata={"part": "master", "master": TRUE})

    assert "10-bit container, true 10-bit pixels" in text_of(browser.get(room(Asset, "change", master.pk)))


def test_an_archive_can_be_filtered_for_by_staff_and_programs(work, vera):
    archive = beside(work, position=1, kind="archive", content_type="application/zip")
    _user, browser = member_of("support")

    assert str(archive.pk) in text_of(browser.get(room(Asset), {"kind__exact": "archive"}))


def test_a_card_says_what_the_master_beside_its_result_carries(work, browser_of, vera):
    beside(work, position=1, metadata={"part": "master", "master": TRUE})

    assert "10-bit container, true 10-bit pixels" in text_of(browser_of(vera).get(reverse("studio:library")))
