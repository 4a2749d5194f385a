"""Staff's rooms for storyboards: how they do for support, words and pictures in a case."""

import pytest

from studio.models import Generation, User
from tests.pages.staff import deed, key_of, member_of, room
from tests.video.boards import board, picture, shots_of
from video.models import MultiShotGeneration, ShotOrder
from video.services import shots

pytestmark = pytest.mark.django_db
SECRETS = ("My secret launch", "A red cup nobody knows", "Buy it now", "macro-100")


@pytest.fixture
def support():
    return member_of("support")[1]


@pytest.fixture
def chief():
    return member_of(superuser=True)[1]


@pytest.fixture
def film(alice, place, private_media):
    """A board with words, a picture and an order."""
    made = board(alice, SECRETS[1], "The sea", name=SECRETS[0])
    first = shots_of(made)[0]
    shots.edit(
        alice, first.pk,
        {"line": SECRETS[2], "camera": {"lens": SECRETS[3]}, "join": {"style": "flow", "seconds": 0.7}, "locked": True},
    )  # fmt: skip
    ShotOrder.objects.create(film=made, shot=first, generation=place(alice), part="shot", content_hash="0" * 64)
    MultiShotGeneration.objects.filter(pk=made.pk).update(combined_video=picture(alice, thumbnail="t.webp"))
    made.refresh_from_db()
    return made


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(browser, row):
    return text(browser.get(room(type(row), "change", row.pk)))


def open_case(browser, order):
    url = deed(Generation, "open_case", order)
    return browser.post(url, {"reason": "asked where her film is", "key": key_of(browser.get(url))})


class TestSupport:
    def test_sees_how_it_does_and_neither_words_nor_pictures(self, film, support):
        listed, page = text(support.get(room(MultiShotGeneration))), page_of(support, film)

        for shown in (listed, page):
            assert film.owner.email in shown
            assert "draft-clip" in shown
            assert not [word for word in SECRETS if word in shown]
            assert film.combined_video.file_url not in shown
            assert film.combined_video.thumbnail_url not in shown
        assert "flow 0.7" in page
        assert room(User, "change", film.owner_id) in page

    def test_in_a_case_on_one_of_its_orders_reads_the_board(self, alice, film, support):
        other = board(alice, "Another secret", "Two")
        open_case(support, film.orders.get().generation)

        page = page_of(support, film)

        assert [word for word in SECRETS if word in page] == list(SECRETS)
        assert "Another secret" not in page_of(support, other)
        assert SECRETS[0] not in text(support.get(room(MultiShotGeneration)))

    def test_finds_a_board_by_its_owner_its_number_and_its_order(self, alice, bob, film, support):
        board(bob)

        for words in (alice.email, str(film.pk), str(film.orders.get().generation_id)):
            found = support.get(room(MultiShotGeneration), {"q": words}).context["cl"].result_list
            assert [(row.pk, row.shots_there) for row in found] == [(film.pk, 2)]

    def test_sees_which_order_is_for_which_shot(self, film, support):
        order = film.orders.get()

        for shown in (text(support.get(room(ShotOrder))), page_of(support, order)):
            assert room(Generation, "change", order.generation_id) in shown
            assert room(MultiShotGeneration, "change", film.pk) in shown
            assert not [word for word in SECRETS if word in shown]


def test_who_sees_all_pictures_sees_these(film, chief):
    page = page_of(chief, film)

    assert [word for word in SECRETS if word in page] == list(SECRETS)
    assert film.combined_video.thumbnail_url in page


@pytest.mark.parametrize("page", ["change", "delete"])
def test_nobody_writes_in_them(film, chief, page):
    for row in (film, film.orders.get()):
        assert chief.post(room(type(row), page, row.pk), {"name": "mine", "post": "yes"}).status_code == 403
        assert chief.post(room(type(row), "add"), {}).status_code == 403


def test_those_who_keep_content_or_money_have_no_business_with_them(film):
    for group in ("content", "finance"):
        browser = member_of(group)[1]
        for row in (film, film.orders.get()):
            assert browser.get(room(type(row))).status_code == 403
            assert browser.get(room(type(row), "change", row.pk)).status_code == 403
