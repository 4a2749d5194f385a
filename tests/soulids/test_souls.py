"""Soul IDs begun, called, renamed and found."""

import random
import unicodedata
from uuid import uuid4

import pytest
from django.test.utils import CaptureQueriesContext

from reklamai.core.errors import BadFilter, BadInput, Conflict, KeyReused, NotFound
from soulids import handles
from soulids.models import SoulID, SoulStatus
from soulids.selectors import souls as found
from soulids.services import souls
from studio.mentions import mentions
from studio.models import Generation, Status
from tests.soulids import rows


def test_a_new_one_is_a_draft_with_a_handle_of_its_name(alice) -> None:
    soul = souls.create(alice, name="  Мария   Кузнецова ", key=uuid4(), description=" our barista ")

    assert (soul.name, soul.handle, soul.description) == ("Мария Кузнецова", "мария_кузнецова", "our barista")
    assert soul.status == SoulStatus.DRAFT and soul.owner == alice


def test_the_same_key_gives_the_same_one_and_refuses_another_ask(alice) -> None:
    key = uuid4()

    first = souls.create(alice, name="Maria", key=key)
    again = souls.create(alice, name="Maria", key=key)

    assert first == again and SoulID.objects.count() == 1
    with pytest.raises(KeyReused):
        souls.create(alice, name="Anna", key=key)


def test_the_key_serves_after_a_rename_too(alice) -> None:
    key = uuid4()
    soul = souls.create(alice, name="Maria", key=key)
    souls.change(alice, pk=soul.pk, name="Anna", handle="anna")

    assert souls.create(alice, name="Maria", key=key) == soul


def test_two_of_one_name_have_two_handles(alice, bob) -> None:
    made = [souls.create(alice, name="Маша", key=uuid4()).handle for _ in range(3)]

    assert made == ["маша", "маша2", "маша3"]
    assert souls.create(bob, name="Маша", key=uuid4()).handle == "маша"  # another's are another's


def test_a_handle_that_is_taken_says_by_whom(alice) -> None:
    souls.create(alice, name="Maria", key=uuid4(), handle="muse")
    anna = souls.create(alice, name="Anna", key=uuid4())

    with pytest.raises(Conflict, match="“@muse” is taken: your Soul ID “Maria”"):
        souls.create(alice, name="Eve", key=uuid4(), handle="@Muse")
    with pytest.raises(Conflict) as refused:
        souls.change(alice, pk=anna.pk, handle="muse")
    assert refused.value.facts["handle"] == "muse"


def test_its_own_handle_is_no_clash(alice) -> None:
    soul = souls.create(alice, name="Maria", key=uuid4())

    assert souls.change(alice, pk=soul.pk, handle="@MARIA", description="x").handle == "maria"


def test_another_name_leaves_the_handle_that_prompts_use(alice) -> None:
    soul = souls.create(alice, name="Maria", key=uuid4())

    changed = souls.change(alice, pk=soul.pk, name="Maria Callas")

    assert (changed.name, changed.handle) == ("Maria Callas", "maria")


@pytest.mark.parametrize("handle", ["two words", "a-b", "x" * 41, "@", "маша!", "@@маша"])
def test_what_no_prompt_could_call_is_no_handle(alice, handle) -> None:
    soul = rows.a_soul(alice)

    with pytest.raises(BadInput):
        souls.change(alice, pk=soul.pk, handle=handle)
    soul.refresh_from_db()
    assert soul.handle == "maria"


def test_a_name_of_nothing_is_refused(alice) -> None:
    with pytest.raises(BadInput):
        souls.create(alice, name=" \n ", key=uuid4())
    assert not SoulID.objects.exists()


def test_a_long_name_is_cut_to_what_fits(alice) -> None:
    soul = souls.create(alice, name="ж" * 300, key=uuid4(), description="d" * 900)

    assert (len(soul.name), len(soul.handle), len(soul.description)) == (80, 40, 200)


def test_there_is_an_end_to_how_many(alice, bob) -> None:
    SoulID.objects.bulk_create(SoulID(owner=alice, name=f"S{at}", handle=f"s{at}") for at in range(souls.MOST))

    with pytest.raises(BadInput, match="200"):
        souls.create(alice, name="One more", key=uuid4())
    assert souls.create(bob, name="First", key=uuid4())


def test_nobody_changes_somebody_elses(alice, bob) -> None:
    soul = rows.a_soul(alice)

    for pk in (soul.pk, uuid4()):
        with pytest.raises(NotFound):
            souls.change(bob, pk=pk, name="Mine")
    soul.refresh_from_db()
    assert soul.name == "Maria"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Anna-Lena O'Hara", "anna_lena_o_hara"),
        ("ЁЛКА № 5", "ёлка_no_5"),
        ("Zoe\u0308", "zoë"),
        ("İpek", "ipek"),
        ("小明", "小明"),
        ("🙂", "soul"),
        ("__x__", "x"),
    ],
)
def test_a_handle_is_made_of_what_a_name_has_of_letters(name, handle) -> None:
    assert handles.made_of(name) == handle


def test_whatever_the_name_a_prompt_can_call_the_handle_that_is_made_of_it() -> None:
    draw = random.Random(6)
    taken: set[str] = set()
    for _ in range(3000):
        length = draw.randint(1, 60)
        name = "".join(chr(draw.choice([draw.randint(32, 0x52F), draw.randint(0x900, 0xFFFF)])) for _ in range(length))

        handle = handles.made_of("".join(each for each in name if unicodedata.category(each) != "Cs"), taken=taken)

        called = mentions(f"a photo of @{handle} at sea")
        assert [each.handle for each in called] == [handle], ascii(handle)
        assert handle not in taken and handles.checked(handle) == handle
        taken.add(handle)


def test_numbered_handles_keep_within_the_length() -> None:
    taken = {"a" * 40, *("a" * 39 + str(n) for n in range(2, 10))}

    assert handles.made_of("a" * 50, taken=taken) == "a" * 38 + "10"


def test_a_page_shows_the_newest_first_with_their_photos_counted(alice, bob, private_media) -> None:
    first, second = rows.a_soul(alice, name="Anna"), rows.a_soul(alice, name="Vera")
    rows.a_soul(bob, name="Theirs")
    rows.a_photo_row(first)

    page = found.page(alice)

    assert [(soul.name, soul.photo_count) for soul in page.items] == [("Vera", 0), ("Anna", 1)]
    assert page.next_cursor == "" and second in page.items


def test_pages_follow_one_another(alice) -> None:
    for at in range(5):
        rows.a_soul(alice, name=f"S{at}")
    names, cursor = [], ""

    for _turn in range(3):
        page = found.page(alice, cursor=cursor, size=2)
        names += [soul.name for soul in page.items]
        cursor = page.next_cursor

    assert names == ["S4", "S3", "S2", "S1", "S0"] and cursor == ""


def test_a_page_takes_one_query_however_many_there_are(alice, private_media) -> None:
    from django.db import connection

    for name in ("Anna", "Vera"):
        soul = rows.a_soul(alice, name=name)
        rows.an_album_row(soul, count=10, person=len(name) % 2)
        rows.a_version(soul)

    with CaptureQueriesContext(connection) as asked:
        shown = [
            (soul.status, soul.version.master.thumbnail_url, soul.version.number, soul.owner.email)
            for soul in found.page(alice).items
        ]

    assert len(asked) == 1 and len(shown) == 2
    assert "embedding" not in asked[0]["sql"]


def test_one_is_read_with_its_consent_in_one_query(trained, alice) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as asked:
        soul = found.visible(alice, str(trained.pk))
        assert (soul.consent.person, soul.status, soul.trouble) == ("Maria Ivanova", SoulStatus.READY, "")

    assert len(asked) == 1


def test_it_is_there_for_its_owner_alone(soul, bob) -> None:
    for owner, pk in ((bob, soul.pk), (soul.owner, uuid4()), (soul.owner, "nonsense")):
        with pytest.raises(NotFound):
            found.visible(owner, pk)


def test_a_list_is_narrowed_by_words_and_by_state(trained, alice) -> None:
    draft = rows.a_soul(alice, name="Анна", handle="аня")
    failed = rows.a_soul(alice, name="Vera")
    failed.training = Generation.objects.create(
        owner=alice, kind="soulid_train", model="soulid-train", provider="local", status=Status.FAILED
    )
    failed.save()

    def names(**query):
        return {soul.name for soul in found.page(alice, found.SoulQuery(**query)).items}

    assert names(words="@аня") == names(words="анна") == {"Анна"}
    assert names(status="draft") == {draft.name}
    assert names(status="failed") == {"Vera"}
    assert names(status="ready") == names(ready=True) == {"Maria"}
    with pytest.raises(BadFilter):
        names(status="asleep")


def test_what_an_at_sign_may_mean_is_what_orders_can_use(trained, alice, bob) -> None:
    rows.a_soul(alice, name="Draft")

    assert found.by_handle(alice) == {"maria": trained}
    assert found.by_handle(bob) == {}
