"""Addresses and forms of anchors that no page of ours makes."""

import re

import pytest

from anchors.services import anchors, multi
from studio.models import Generation
from tests.anchors.conftest import extraction, fresh, picture, ready  # noqa: F401
from tests.pages.workbench import form, install

MINE = "8e2e1f4e-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def workbench(extraction, settings):
    engines = settings.ENGINES
    install(settings)
    settings.ENGINES = {**settings.ENGINES, "local.anchor_extract": engines["local.anchor_extract"]}


@pytest.mark.parametrize("address", ["/anchors/library?q=%00", "/anchors?q=%00", "/anchors/pick/image?q=a%00"])
def test_words_that_no_row_can_hold_find_nothing_and_break_nothing(page, address):
    assert page.get(address).status_code in (200, 400, 422)


@pytest.mark.parametrize("posted", [{"at": "-1"}, {"at": "-1", "asset": "no-id"}, {"at": "x", "asset": ""}])
def test_a_moment_of_no_clip_is_no_anchor(page, posted):
    assert page.post("/anchors", posted).status_code in (400, 404, 422)


@pytest.mark.parametrize("at", ["nan", "inf", "-0.5", "1e999"])
def test_a_moment_that_is_no_number_is_told_beside_its_field(page, vera, picture, at):
    photo = picture(vera)

    assert page.post("/anchors", {"at": at, "asset": str(photo.pk)}).status_code == 422


@pytest.mark.parametrize(
    "posted",
    [
        {"face": "no-id", "name": "A"},
        {"face": MINE, "name": "A"},
        {"name": "\x00"},
        {"name": "   "},
        {"name": "x" * 500},
        {},
    ],
)
def test_a_board_of_nonsense_is_not_kept(page, posted):
    assert page.post("/anchors/boards/new", posted).status_code in (404, 422)
    assert page.post("/anchors/boards/preview", posted).status_code == 200


def test_names_with_quotes_and_tags_stay_words(page, vera, ready):
    name = "\"><script>alert('1')</script>' onload=x"
    anchor = ready(vera, locked=["face"], name=name)
    board = multi.create(vera, name=name, slots={"face": anchor.pk})

    addresses = ["/anchors", f"/anchors/{anchor.pk}", "/anchors/boards", f"/anchors/boards/{board.pk}",
                 "/anchors/pick/image", f"/create/image?hold=anchor:{anchor.pk}:",
                 f"/create/image?hold=multi-reference:{board.pk}:"]  # fmt: skip
    for address in addresses:
        answer = page.get(address).content.decode()
        assert "<script>alert" not in answer, address
        assert "&lt;script&gt;alert" in answer, address


def test_a_set_that_is_used_again_is_one_chip(page, vera, ready):
    anchor = ready(vera, locked=["face", "clothing", "lighting"])
    board = multi.create(vera, name="Autumn", slots=dict.fromkeys(("face", "clothing", "lighting"), anchor.pk))
    page.post("/create/image", form(prompt="a walk", references=[f"multi-reference:{board.pk}:"]))
    made = Generation.objects.get(kind="text_to_image")

    answer = page.get(f"/create/image?reuse={made.pk}").content.decode()

    assert re.findall(r'<input type="hidden" name="references" value="([^"]+)"', answer) == [
        f"multi-reference:{board.pk}:"
    ]


def test_an_order_used_again_after_its_anchor_has_gone_says_so_and_can_be_made_without_it(page, vera, ready):
    anchor = ready(vera, locked=["face"])
    page.post("/create/image", form(prompt="a walk", references=[f"anchor:{anchor.pk}:"]))
    made = Generation.objects.get(kind="text_to_image")
    anchors.delete(vera, pk=anchor.pk)

    answer = page.get(f"/create/image?reuse={made.pk}")

    assert answer.status_code == 200
    assert str(anchor.pk) not in re.findall(r'name="references" value="([^"]+)"', answer.content.decode())


def test_chips_of_both_kinds_cost_a_page_seven_queries_however_many_they_are(
    page, vera, ready, django_assert_max_num_queries
):
    single = [ready(vera, shade=shade, locked=["face"]) for shade in (10, 20, 30)]
    board = multi.create(vera, name="Autumn", slots={"face": single[0].pk, "clothing": single[1].pk})
    held = [*(f"anchor:{each.pk}:" for each in single), f"multi-reference:{board.pk}:"]
    page.post("/create/image/form", form(references=held))
    page.get("/create/image")

    with django_assert_max_num_queries(10 + 7):
        answer = page.get("/create/image").content.decode()

    assert answer.count("data-held=") == 4
