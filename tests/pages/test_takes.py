"""Making it again while it is not like enough, on pages: its option, its price, its card, its takes."""

import re

import pytest
from django.urls import reverse

from studio.consumers import changed
from studio.models import Generation
from studio.services import generations, work
from tests.pages.workbench import form
from tests.studio.conftest import alice, an_ask, balance_of, entry, fake_engine, place  # noqa: F401
from tests.studio.retaking import retake, scored, shown_of, states_of  # noqa: F401

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
HELD = {"model": "fake-picture", "references": "somebody:vera:"}


@pytest.fixture
def page(browser_of, alice, private_media):
    return browser_of(alice)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def estimate(page, **given):
    return text_of(page.post("/create/image/estimate", form(**HELD | given), headers=HTMX))


def make(*takes):
    for take in takes:
        work.run(take.pk)


def test_the_estimate_tells_both_prices_and_holds_the_whole_one(page, entry, scored):
    answer = estimate(page, retakes_most="3", retakes_below="70", retakes_score="face")

    assert "10 credits now, up to 40 credits if it has to be made again" in answer
    assert 'name="quoted" id="quoted" value="40"' in answer
    assert "Up to 4 takes" in answer
    assert 'data-scores="face "' in answer


def test_without_anything_to_measure_the_option_is_out_of_sight(page, entry, scored):
    answer = text_of(page.post("/create/image/estimate", form(model="fake-picture"), headers=HTMX))

    assert 'data-scores=""' in answer
    assert "now, up to" not in answer


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"retakes_within": "15"}, "Two takes come to 20 credits"),
        ({"retakes_below": "100"}, "From 1 to 99 of 100."),
        ({"retakes_score": "place"}, "Place: the order holds to nothing"),
        ({"retakes_below": "a lot"}, "Say in whole numbers"),
    ],
)
def test_what_cannot_be_is_said_beside_the_price(page, entry, scored, given, said):
    answer = estimate(page, **{"retakes_most": "2", "retakes_below": "70", "retakes_score": "face"} | given)

    assert said in answer


def test_the_order_is_taken_with_its_takes_for_what_was_told(page, alice, entry, scored):
    given = HELD | {"retakes_most": "2", "retakes_below": "70", "retakes_score": "face", "quoted": "30"}

    answer = page.post("/create/image", form(**given), headers=HTMX)

    [first, *_others] = Generation.objects.order_by("take")
    assert answer.status_code == 200
    assert text_of(answer).count("data-card ") == 1
    assert "Take 1 of up to 3" in text_of(answer)
    assert states_of(first) == ["queued", "standby", "standby"]
    assert balance_of(alice) == 70


def test_a_price_that_has_grown_is_not_taken(page, alice, entry, scored):
    given = HELD | {"retakes_most": "2", "retakes_below": "70", "retakes_score": "face", "quoted": "10"}

    assert page.post("/create/image", form(**given), headers=HTMX).status_code == 422
    assert balance_of(alice) == 100


def test_the_card_tells_which_take_is_made_and_how_like_the_last_one_was(page, alice, retake, scored):
    found = retake(alice, most=3, below=70)
    scored(61)
    make(found[0])

    for pk in (found[0].pk, found[1].pk):
        answer = text_of(page.get(f"/generations/{pk}/card"))

        assert f'id="generation-{found[0].pk}"' in answer, "all takes share a place on the page"
        assert f'data-pk="{found[1].pk}"' in answer
        assert "Take 2 of up to 4, the last one scored 61 of 100" in answer
        assert "40 held" in answer


def test_the_socket_draws_the_shown_take_whichever_has_changed(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(61, 20)
    revisions = []

    for _ in range(2):
        message = changed(alice, found[0].pk)
        assert message["id"] == f"generation-{found[0].pk}"
        revisions.append(int(re.search(r'data-revision="(\d+)"', message["html"])[1]))
        make(*[take for take in Generation.objects.all() if take.status == "queued" and not take.standby])
    message = changed(alice, found[1].pk)
    revisions.append(int(re.search(r'data-revision="(\d+)"', message["html"])[1]))

    assert f'data-pk="{found[0].pk}"' in message["html"], "the first one was better"
    assert message["state"] == "done"
    assert revisions == sorted(set(revisions)), "a page keeps the newer drawing"


def test_word_that_a_deleted_item_has_gone_names_its_place(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(61, 80)
    make(*found)
    generations.delete(shown_of(found[0]))

    told = changed(alice, found[1].pk)

    assert (told["type"], told["id"]) == ("gone", f"generation-{found[0].pk}")
    assert told["revision"] == sum(Generation.objects.values_list("revision", flat=True))


def test_the_library_shows_the_best_one_alone_and_what_all_came_to(page, alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(30, 61, 40)
    make(*found)

    answer = text_of(page.get(reverse("studio:library")))

    assert re.findall(r'data-card [^>]*data-pk="([^"]+)"', answer) == [str(found[1].pk)]
    assert "2 more takes; below your 70" in answer
    assert "30 credits" in text_of(page.get(found[1].get_absolute_url()))


def test_the_works_page_lists_all_takes_and_lets_another_be_used(page, alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(61, 80)
    make(found[0], found[1])

    answer = text_of(page.get(found[1].get_absolute_url()))
    assert "61 of 100" in answer
    assert "80 of 100" in answer
    assert "was not needed" in answer
    [path] = re.findall(r'action="(/generations/[^"]+/choose)"', answer)
    page.post(path)

    assert shown_of(found[0]) == found[0]
    assert page.post(path).status_code == 302


def test_another_persons_take_is_not_there_to_be_chosen(browser_of, make_user, alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(61, 80)
    make(*found)

    assert browser_of(make_user()).post(f"/generations/{found[0].pk}/choose").status_code == 404


def test_where_nothing_could_be_measured_the_card_says_so(page, alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(None, None)
    make(*found)

    assert "1 more take; nothing to measure was seen" in text_of(page.get(reverse("studio:library")))


def test_reused_it_stands_in_the_composer_as_it_was_asked(page, alice, retake):
    found = retake(alice, most=2, below=55, within=30)

    answer = text_of(page.get(f"/create/image?reuse={found[0].pk}"))

    assert '<option value="2" selected>up to 2 more times</option>' in answer
    assert 'name="retakes_below" min="1" max="99" value="55"' in answer
    assert 'name="retakes_within" min="0" value="30"' in answer


def test_the_usage_page_has_every_hold_with_what_came_back(page, alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(80)
    make(found[0])

    answer = text_of(page.get(reverse("studio:usage")))

    assert answer.count(f'href="{found[0].get_absolute_url()}"') == 2
    assert answer.count(f'href="{found[2].get_absolute_url()}"') == 2
