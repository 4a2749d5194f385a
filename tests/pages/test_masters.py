"""The files of a work on its page, and a master ordered there."""

import re

import pytest
from django.urls import reverse

from studio.models import Generation, Status
from studio.services import catalogue
from tests.pages.workbench import a_done_work, a_work

HTMX = {"HX-Request": "true"}
MASTER = {"format": "tiff16", "container_bits": 16, "source_bits": 8, "debanded": True}


@pytest.fixture(autouse=True)
def workshop(db, private_media):
    catalogue.load()


@pytest.fixture
def work(vera):
    return a_done_work(vera)


def address(work, name="masters"):
    return reverse(f"video:{name}", args=[work.pk])


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def order_at(page, work, *, htmx=False, **wish):
    return page.post(address(work, "export"), wish, headers=HTMX if htmx else {})


def test_the_page_of_a_work_asks_for_its_files_once_it_stands(page, work):
    assert f'hx-get="{address(work)}" hx-trigger="load"' in text_of(page.get(work.get_absolute_url()))


def test_a_work_without_a_result_asks_for_none(page, vera):
    failed = a_work(vera, status="failed")

    assert address(failed) not in text_of(page.get(failed.get_absolute_url()))


def test_the_panel_says_of_each_format_what_its_pixels_will_carry(page, work):
    panel = text_of(page.get(address(work), headers=HTMX))

    assert "<html" not in panel
    assert panel.count("16-bit container, 8-bit source, debanded") >= 2
    assert 'value="tiff16"' in panel
    assert "ProRes" not in panel
    assert "60 × 40" in panel
    assert "free" in panel


def test_without_scripts_it_is_a_page_of_its_own_with_the_same_form(page, work):
    answer = text_of(page.get(address(work)))

    assert "<html" in answer
    assert '<dialog class="dialog" id="master-dialog"' not in answer
    assert f'action="{address(work, "export")}"' in answer


def test_a_choice_is_estimated_before_anything_is_ordered(page, work):
    picked = text_of(page.get(address(work), {"format": "png16", "resolution": "720p"}, headers=HTMX))
    estimate = picked[picked.index('id="master-estimate"') :]

    assert "More than four times as wide" in estimate[: estimate.index("</p>")]
    assert not Generation.objects.filter(kind="master").exists()


def test_an_order_is_a_free_work_of_its_own_that_knows_where_it_comes_from(page, work):
    answer = order_at(page, work, format="tiff16", resolution="")

    made = Generation.objects.get(kind="master")
    assert answer.url == made.get_absolute_url()
    assert (made.parent, made.price, made.status) == (work, 0, Status.QUEUED)
    assert made.parameters == {"master_format": "tiff16"}
    assert [(row.source_id, row.role) for row in made.references.all()] == [(str(work.result.pk), "source_image")]


def test_pressed_twice_it_is_ordered_once(page, work):
    key = "6b3c1c1e-3c0f-4a83-9c53-6f3c70d1c111"

    order_at(page, work, format="tiff16", key=key)
    order_at(page, work, format="tiff16", key=key)

    assert Generation.objects.filter(kind="master").count() == 1


def test_in_the_page_the_panel_lists_what_is_being_made_and_asks_again(page, work):
    panel = text_of(order_at(page, work, htmx=True, format="png16"))

    assert "PNG, 16-bit" in panel
    assert "Queued" in panel
    assert 'hx-trigger="every 2s"' in panel


def test_a_refusal_takes_the_forms_place_and_keeps_the_dialog(page, work):
    answer = order_at(page, work, htmx=True, format="png16", resolution="4k")

    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == ".master-form"
    assert 'role="alert"' in text_of(answer)
    assert "More than four times as wide" in text_of(answer)
    assert order_at(page, work, format="prores_hq").status_code == 422
    assert not Generation.objects.filter(kind="master").exists()


def test_what_would_find_no_room_is_refused_with_its_size(page, work, settings):
    settings.QUOTA_BYTES = work.result.size_bytes + 100

    answer = order_at(page, work, format="tiff16")

    assert answer.status_code == 422
    assert "This master needs about" in text_of(answer)


def test_another_person_finds_neither_files_nor_form(browser_of, timur, work):
    stranger = browser_of(timur)

    assert stranger.get(address(work)).status_code == 404
    assert order_at(stranger, work, format="png16").status_code == 404


def test_a_deleted_work_is_not_exported(page, work):
    page.post(reverse("studio:generation-delete", args=[work.pk]))

    assert order_at(page, work, format="png16").status_code == 404
    assert 'name="format"' not in text_of(page.get(address(work)))


def exported(vera, work):
    """A master of `work` as its order leaves it behind."""
    made = a_done_work(vera, "", kind="master", model="export-master", parent=work)
    made.assets.update(metadata={"part": "master", "master": MASTER}, content_type="image/tiff")
    return made


def test_a_master_says_what_it_carries_on_its_card_its_page_and_its_parents(page, vera, work):
    made = exported(vera, work)

    for where in (reverse("studio:library"), made.get_absolute_url(), address(work)):
        assert "16-bit container, 8-bit source, debanded" in text_of(page.get(where)), where


def test_it_says_so_in_russian(browser_of, make_user):
    olga = make_user("olga@lis.studio", language="ru")
    made = exported(olga, a_done_work(olga))

    answer = text_of(browser_of(olga).get(made.get_absolute_url()))

    assert "Контейнер 16 бит, источник 8 бит, ступени градиентов сглажены" in answer


def test_a_page_shows_the_small_picture_of_what_browsers_cannot_show(page, vera, work):
    made = exported(vera, work)

    answer = text_of(page.get(made.get_absolute_url()))

    assert f'src="{made.result.thumbnail_url}"' in answer
    assert f'src="{made.result.file_url}"' not in answer
    assert "As start frame" not in answer
    assert "?reuse=" not in answer


def test_masters_have_a_filter_of_their_own_in_the_library(page, vera, work):
    made = exported(vera, work)

    masters, clips = (text_of(page.get(reverse("studio:library"), {"kind": kind})) for kind in ("master", "clip"))

    assert str(made.pk) in masters
    assert str(work.pk) not in masters
    assert str(made.pk) not in clips


def test_no_composer_offers_it_among_its_models(page):
    for composer in ("image", "video"):
        assert "export-master" not in text_of(page.get(f"/create/{composer}/models"))
