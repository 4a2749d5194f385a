import re
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from studio.models import Generation, GenerationReference, Status
from tests.pages.workbench import a_done_work, a_work, form, install

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def workbench(db, settings, private_media):
    install(settings)


@pytest.fixture
def page(browser_of, vera):
    return browser_of(vera)


@pytest.fixture
def ordered(page, vera):
    """A real order through the door, held credits and all."""
    page.post("/create/image", form(model="painter", prompt="a poster"))
    return Generation.objects.get(owner=vera)


def text_of(response):
    return response.content.decode()


def test_the_page_of_a_work_shows_words_settings_and_notes(page, vera):
    notes = {"understood": [[2, 5, "thing:can"]], "unknown": [[9, 12]], "adjusted": ["5:6 became 4:5"]}
    work = a_done_work(
        vera,
        "a can by fog",
        parameters={"aspect_ratio": "4:5"},
        notes=notes,
        scores={"face": {"value": 96, "says": "It is the same person.", "facts": {}}},
    )

    answer = text_of(page.get(work.get_absolute_url()))

    assert '<mark data-kind="known" title="understood">can</mark>' in answer
    assert '<mark data-kind="unknown" title="not drawn">fog</mark>' in answer
    assert "5:6 became 4:5" in answer
    assert "Face" in answer
    assert "96" in answer


def test_a_work_whose_look_could_not_be_put_on_says_so(page, vera):
    work = a_done_work(vera, "a can", notes={"not_finished": "The look could not be put on."})

    assert "The look could not be put on." in text_of(page.get(work.get_absolute_url()))


def test_words_of_a_prompt_are_never_taken_for_markup(page, vera):
    work = a_done_work(vera, "<script>alert(1)</script>", notes={"understood": [[0, 8, "<b>"]]})

    answer = text_of(page.get(work.get_absolute_url()))

    assert "<script>alert" not in answer
    assert "&lt;script&gt;" in answer


@pytest.mark.parametrize("spans", ["nonsense", [[5, 2, "x"], [0, 900, "x"], ["a", "b"]], [None], 7])
def test_notes_that_make_no_sense_leave_the_words_plain(page, vera, spans):
    work = a_done_work(vera, "plain words", notes={"understood": spans})

    assert '<p class="words" id="words">plain words</p>' in text_of(page.get(work.get_absolute_url()))


def test_the_receipt_says_what_is_held_while_the_work_is_open(page, ordered):
    answer = text_of(page.get(ordered.get_absolute_url()))

    assert "Held" in answer
    assert "At most" in answer
    assert "30 credits" in answer


@pytest.mark.parametrize("name", ["", "/card", "/lineage", "/download"])
def test_somebody_elses_work_is_not_there(page, timur, name):
    assert page.get(a_done_work(timur).get_absolute_url() + name).status_code == 404


@pytest.mark.parametrize("deed", ["favourite", "cancel", "retry", "delete", "restore"])
def test_nobody_acts_on_somebody_elses_work(page, timur, deed):
    work = a_work(timur)

    assert page.post(f"{work.get_absolute_url()}/{deed}").status_code == 404
    assert page.get(f"{work.get_absolute_url()}/{deed}").status_code == 405


def test_a_card_asks_again_while_it_is_open_and_no_more_when_it_is_over(page, vera):
    running, done = a_work(vera, status="running"), a_done_work(vera)

    assert 'hx-trigger="poll"' in text_of(page.get(f"{running.get_absolute_url()}/card"))
    assert "hx-trigger" not in text_of(page.get(f"{done.get_absolute_url()}/card"))


def test_a_favourite_is_marked_and_unmarked_by_the_same_button(page, vera):
    url = f"{a_done_work(vera).get_absolute_url()}/favourite"

    on = text_of(page.post(url, {"on": "1"}, headers=HTMX))
    off = text_of(page.post(url, {"on": ""}, headers=HTMX))

    assert 'aria-pressed="true"' in on
    assert 'aria-pressed="false"' in off


def test_a_cancelled_order_gives_its_credits_back(page, vera, ordered):
    card = text_of(page.post(f"{ordered.get_absolute_url()}/cancel", headers=HTMX))

    vera.account.refresh_from_db()
    assert vera.account.balance == 100
    assert 'data-state="cancelled"' in card
    assert "Nothing was charged" in card


def test_cancelling_what_is_over_says_so_in_a_toast(page, vera):
    response = page.post(f"{a_done_work(vera).get_absolute_url()}/cancel", headers=HTMX)

    assert response.status_code == 409
    assert "It is over already." in response["HX-Trigger"]


def test_a_deleted_card_offers_its_undo_and_the_undo_brings_it_back(page, vera):
    work = a_done_work(vera)

    gone = text_of(page.post(f"{work.get_absolute_url()}/delete", headers=HTMX))
    back = text_of(page.post(f"{work.get_absolute_url()}/restore", headers=HTMX))

    assert 'data-state="deleted"' in gone
    assert "data-undo-card" in gone
    assert 'data-state="done"' in back


def test_deeds_without_scripts_lead_back_to_where_they_were_done(page, vera):
    work = a_done_work(vera)

    response = page.post(
        f"{work.get_absolute_url()}/delete", headers={"Referer": "http://testserver/library?kind=clip"}
    )
    foreign = page.post(f"{work.get_absolute_url()}/restore", headers={"Referer": "https://evil.example/"})

    assert response["Location"] == "http://testserver/library?kind=clip"
    assert foreign["Location"] == work.get_absolute_url()


def test_two_presses_of_try_again_are_one_order(page, vera):
    failed = a_work(vera, "once more", status="failed", error_message="Busy.", parameters={"aspect_ratio": "4:5"})
    pressed = {"key": str(uuid4())}

    page.post(f"{failed.get_absolute_url()}/retry", pressed, headers=HTMX)
    answer = text_of(page.post(f"{failed.get_absolute_url()}/retry", pressed, headers=HTMX))

    assert Generation.objects.filter(owner=vera, status=Status.QUEUED).count() == 1
    assert 'hx-swap-oob="afterbegin:#cards"' in answer


def test_a_failed_card_says_what_happened_and_that_the_credits_are_back(page, vera):
    failed = a_work(vera, status="failed", error_message="No faces of public figures.", price=24)

    card = text_of(page.get(f"{failed.get_absolute_url()}/card"))

    assert "No faces of public figures." in card
    assert "24 credits are back" in card


def test_a_waiting_card_says_its_place_and_when_it_begins(page, vera, timur):
    a_work(timur, minutes_ago=2, expected_s=40)
    waiting = a_work(vera, expected_s=40)

    card = text_of(page.get(f"{waiting.get_absolute_url()}/card"))

    assert "no. 2" in card
    assert "Starts in about 40 s" in card


def test_a_card_stands_even_if_nobody_here_can_make_its_kind_any_more(page, vera, settings):
    settings.ENGINES = {}

    assert page.get(f"{a_work(vera, status='running').get_absolute_url()}/card").status_code == 200


def test_lineage_shows_where_a_work_comes_from_and_what_was_made_of_it(page, vera):
    first = a_done_work(vera, "the draft")
    second = a_done_work(vera, "the poster", parent=first)
    a_done_work(vera, "the clip", parent=second)

    answer = text_of(page.get(f"{second.get_absolute_url()}/lineage"))

    assert answer.index("the draft") < answer.index("the poster") < answer.index("the clip")


@pytest.mark.django_db(transaction=True)
async def test_a_download_is_named_after_its_words(async_client, vera):
    work = await sync_to_async(a_done_work)(vera, "Кроссовки на бетоне")
    await async_client.aforce_login(vera, backend="django.contrib.auth.backends.ModelBackend")

    response = await async_client.get(f"{work.get_absolute_url()}/download")

    body = b"".join([piece async for piece in response.streaming_content])
    assert body.startswith(b"\x89PNG")
    assert f"krossovki-na-betone-{str(work.pk)[:8]}.png" in response["Content-Disposition"]


def test_the_page_of_a_work_asks_little_of_the_database(page, vera, django_assert_max_num_queries):
    parent = a_done_work(vera)
    work = a_done_work(vera, parent=parent)

    page.get("/projects")  # the first visit writes down from where one is signed in
    with django_assert_max_num_queries(12):
        assert page.get(work.get_absolute_url()).status_code == 200


def test_the_page_of_a_clip_shows_each_frame_that_was_measured(page, vera):
    frames = [{"at_s": 1.2, "value": 91.4, "faces": 1}, {"at_s": 63.6, "value": None, "faces": 0}]
    counted = {"value": 70, "says": "Nearly the same light.", "facts": {"frames": 5.0, "worst": 60.0}}
    work = a_done_work(
        vera,
        "a walk",
        scores={"face": {"value": 91, "says": "The same.", "facts": {"frames": frames}}, "lighting": counted},
    )

    answer = text_of(page.get(work.get_absolute_url()))

    (strip,) = re.findall(r'<ol class="frame-scores".*?</ol>', answer, re.DOTALL)
    assert re.findall(r'<li data-is="(\w*)"><b class="num">([^<]+)</b><small class="num">([^<]+)</small>', strip) == [
        ("good", "91", "0:01"),
        ("", "–", "1:04"),
    ]


def test_a_work_names_the_person_it_held_to_once_and_links_to_them_while_they_are_there(page, vera):
    work = a_done_work(vera, "a walk")
    someone = str(uuid4())
    for position, pk in enumerate([someone, someone, "00000000-0000-0000-0000-000000000000"]):
        GenerationReference.objects.create(
            generation=work, position=position, source="soulid", source_id=pk, element="face"
        )

    answer = text_of(page.get(work.get_absolute_url()))

    assert answer.count(f'href="/soul-ids/{someone}"') == 1
    assert "/soul-ids/00000000" not in answer
    assert "<dd>deleted</dd>" in answer
