"""Staff's rooms for sound mixes: how they do for support, words and pictures in a case."""

import pytest

from studio.models import Generation, User
from tests.pages.staff import member_of, room
from tests.video.boards import board, picture, shots_of
from tests.video.sounds import clip, put
from tests.video.test_film_admin import open_case, page_of, text
from video.models import MultiShotGeneration, SoundMix, SoundOrder, SoundPiece
from video.services import sounds

pytestmark = pytest.mark.django_db
SECRETS = ("My secret launch", "voice of my boss")


@pytest.fixture
def support():
    return member_of("support")[1]


@pytest.fixture
def chief():
    return member_of(superuser=True)[1]


@pytest.fixture
def mix(alice, place, private_media):
    """A mix with a sound on a shot, an order and a clip with its sound."""
    film = board(alice, "The sea", "A cup", name="My film")
    made = sounds.mix_of_film(alice, film)
    sounds.edit(alice, made.pk, {"lanes": {"music": {"gain_db": -7.5}}, "duck_db": 13})
    piece = put(alice, made, shot=str(shots_of(film)[0].pk), text=SECRETS[0], starts_s=1.75)
    SoundMix.objects.filter(pk=made.pk).update(
        result=picture(alice, thumbnail="t.webp"), voice={"model": "fake-voice", "parameters": {"like": SECRETS[1]}}
    )
    SoundOrder.objects.create(mix=made, piece=piece, generation=place(alice), part="piece", content_hash="0" * 64)
    made.refresh_from_db()
    return made


class TestSupport:
    def test_sees_how_it_does_and_neither_words_nor_pictures(self, mix, support):
        listed, page = text(support.get(room(SoundMix))), page_of(support, mix)

        for shown in (listed, page):
            assert mix.owner.email in shown
            assert not [word for word in (*SECRETS, "My film") if word in shown]
            assert mix.result.file_url not in shown
        for fact in ("-7.5", "13", "fake-voice", room(MultiShotGeneration, "change", mix.film_id)):
            assert fact in page

    def test_sees_where_a_sound_lies_and_not_what_is_said_in_it(self, mix, support):
        piece = mix.pieces.get()

        for shown in (text(support.get(room(SoundPiece))), page_of(support, piece)):
            assert mix.owner.email in shown
            assert "1.75" in shown
            assert SECRETS[0] not in shown

    def test_in_a_case_on_one_of_its_orders_reads_the_words(self, alice, mix, support):
        other = sounds.mix_of_film(alice, board(alice))
        put(alice, other, text="Another secret")
        open_case(support, mix.orders.get().generation)

        page = page_of(support, mix)

        assert SECRETS[0] in page
        assert mix.result.thumbnail_url in page
        assert SECRETS[0] in page_of(support, mix.pieces.get())
        assert "Another secret" not in page_of(support, other)
        assert "Another secret" not in page_of(support, other.pieces.get())

    def test_finds_a_mix_by_its_owner_its_number_its_board_and_its_order(self, alice, bob, mix, support):
        sounds.mix_of_clip(bob, clip(bob))

        for words in (alice.email, str(mix.pk), str(mix.film_id), str(mix.orders.get().generation_id)):
            found = support.get(room(SoundMix), {"q": words}).context["cl"].result_list
            assert [(row.pk, row.sounds_there) for row in found] == [(mix.pk, 1)]

    def test_sees_which_order_is_for_which_mix_and_sound(self, mix, support):
        order = mix.orders.get()

        for shown in (text(support.get(room(SoundOrder))), page_of(support, order)):
            assert room(Generation, "change", order.generation_id) in shown
            assert room(SoundMix, "change", mix.pk) in shown
            assert room(User, "change", mix.owner_id) in shown
            assert SECRETS[0] not in shown
        assert room(SoundPiece, "change", order.piece_id) in page_of(support, order)


def test_a_mix_of_a_clip_names_its_clip_by_number(alice, private_media, chief):
    found = clip(alice)
    mix = sounds.mix_of_clip(alice, found)

    assert str(found.pk)[:8] in page_of(chief, mix)


@pytest.mark.parametrize("page", ["change", "delete"])
def test_nobody_writes_in_them(mix, chief, page):
    for row in (mix, mix.pieces.get(), mix.orders.get()):
        assert chief.post(room(type(row), page, row.pk), {"text": "mine", "post": "yes"}).status_code == 403
        assert chief.post(room(type(row), "add"), {}).status_code == 403


def test_those_who_keep_content_or_money_have_no_business_with_them(mix):
    for group in ("content", "finance"):
        browser = member_of(group)[1]
        for row in (mix, mix.pieces.get(), mix.orders.get()):
            assert browser.get(room(type(row))).status_code == 403
            assert browser.get(room(type(row), "change", row.pk)).status_code == 403
