import io
import zipfile

import pytest
from asgiref.sync import sync_to_async

from studio.models import Generation, Project
from tests.pages.workbench import a_done_work, a_work, install

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def workbench(db, settings, private_media):
    install(settings)


@pytest.fixture
def page(browser_of, vera):
    return browser_of(vera)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", {"a red can", "a blue bottle", "a green clip"}),
        ("?kind=picture", {"a red can", "a blue bottle"}),
        ("?kind=clip", {"a green clip"}),
        ("?show=running", {"a green clip"}),
        ("?show=favourites", {"a red can"}),
        ("?show=bin", {"a thrown one"}),
        ("?q=bottles", {"a blue bottle"}),
        ("?model=painter", {"a blue bottle"}),
        ("?kind=nonsense&show=nonsense", {"a red can", "a blue bottle", "a green clip"}),
    ],
)
def test_filters_show_what_they_say(page, vera, question, found):
    a_done_work(vera, "a red can", favourite=True)
    a_done_work(vera, "a blue bottle", model="painter")
    a_work(vera, "a green clip", kind="text_to_video", model="draft-clip", status="running")
    thrown = a_done_work(vera, "a thrown one")
    Generation.objects.filter(pk=thrown.pk).update(deleted_at=thrown.created_at)

    answer = text_of(page.get("/library" + question))

    everything = {"a red can", "a blue bottle", "a green clip", "a thrown one"}
    assert {words for words in everything if f">{words}</a>" in answer} == found


def test_another_persons_works_are_not_there(page, timur):
    a_done_work(timur, "a secret")

    assert "a secret" not in text_of(page.get("/library"))


def test_the_project_of_the_header_narrows_the_library(page, vera):
    project = Project.objects.create(owner=vera, name="Autumn")
    a_done_work(vera, "in the project", project=project)
    a_done_work(vera, "elsewhere")
    page.post("/projects/switch", {"project": str(project.pk)})

    answer = text_of(page.get("/library"))

    assert "in the project" in answer
    assert ">elsewhere</a>" not in answer


def test_the_next_page_goes_on_where_the_first_ended(page, vera):
    for number in range(45):
        a_work(vera, f"work {number:02d}", minutes_ago=number)
    first = page.get("/library")
    more = first.context["next_url"]

    second = text_of(page.get(more, headers=HTMX))

    assert text_of(first).count("<article") == 40
    assert second.count("<article") == 5
    assert "work 44" in second
    assert "<html" not in second


def test_bulk_marks_favourites_and_says_how_many(page, vera):
    works = [a_done_work(vera), a_done_work(vera)]

    response = page.post("/library/bulk", {"action": "favourite", "pk": [work.pk for work in works]}, headers=HTMX)

    assert Generation.objects.filter(favourite=True).count() == 2
    assert "2 works are favourites now." in response["HX-Trigger"]
    assert text_of(response).count('hx-swap-oob="true"') == 2


def test_bulk_delete_can_be_undone_from_its_toast(page, vera):
    works = [a_done_work(vera), a_done_work(vera)]

    response = page.post("/library/bulk", {"action": "delete", "pk": [work.pk for work in works]}, headers=HTMX)
    assert not Generation.objects.visible_to(vera).exists()
    assert works[0].dom_id in response["HX-Trigger"]
    undo = response.headers["HX-Trigger"].partition('"undo": "')[2].partition('"')[0]
    back = page.post(undo, headers=HTMX)

    assert Generation.objects.visible_to(vera).count() == 2
    assert 'hx-swap-oob="afterbegin:#cards"' in text_of(back)


def test_bulk_moves_works_with_their_files_into_a_project(page, vera):
    project = Project.objects.create(owner=vera, name="Autumn")
    work = a_done_work(vera)

    page.post("/library/bulk", {"action": "project", "project": str(project.pk), "pk": [work.pk]})

    assert Generation.objects.get(pk=work.pk).project == project
    assert work.assets.get().project == project


def test_bulk_leaves_other_peoples_works_alone(page, vera, timur):
    theirs, project = a_done_work(timur), Project.objects.create(owner=timur, name="Secret")

    gone = page.post("/library/bulk", {"action": "delete", "pk": [theirs.pk]}, headers=HTMX)
    moved = page.post(
        "/library/bulk", {"action": "project", "project": project.pk, "pk": [a_work(vera).pk]}, headers=HTMX
    )

    assert (gone.status_code, moved.status_code) == (404, 400)
    assert Generation.objects.visible_to(timur).exists()


@pytest.mark.parametrize(
    "form", [{}, {"action": "delete"}, {"action": "explode", "pk": "x"}, {"action": "delete", "pk": "x"}]
)
def test_a_bulk_form_that_makes_no_sense_is_refused_politely(page, form):
    assert page.post("/library/bulk", form, headers=HTMX).status_code == 400


async def archive_of(response):
    return zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in response.streaming_content])))


@pytest.mark.django_db(transaction=True)
async def test_the_archive_holds_the_picked_files_under_friendly_names(async_client, vera, timur):
    work = await sync_to_async(a_done_work)(vera, "Банка тоника у моря")
    theirs = await sync_to_async(a_done_work)(timur, "a secret")
    await async_client.aforce_login(vera, backend="django.contrib.auth.backends.ModelBackend")

    response = await async_client.post("/library/download", {"pk": [work.pk, theirs.pk]})

    archive = await archive_of(response)
    assert archive.testzip() is None
    assert archive.namelist() == [f"banka-tonika-u-morya-{str(work.pk)[:8]}.png"]
    assert archive.read(archive.namelist()[0]).startswith(b"\x89PNG")


@pytest.mark.parametrize("form", [{}, {"pk": "x"}, {"project": "x"}])
def test_an_archive_of_nothing_is_refused_politely(page, form):
    assert page.post("/library/download", form).status_code == 400


def test_comparing_names_what_differs_and_leaves_out_what_does_not(page, vera):
    one = a_done_work(vera, "a can", parameters={"aspect_ratio": "4:5", "resolution": "2k"}, seed=1)
    other = a_done_work(vera, "a can", parameters={"aspect_ratio": "16:9", "resolution": "2k"}, seed=2)

    response = page.get("/compare", {"pk": [one.pk, other.pk]})

    rows = {name: (left, right) for name, left, right in response.context["rows"]}
    assert rows == {"Seed": ("1", "2"), "Format": ("4:5", "16:9")}


@pytest.mark.parametrize("picks", ["", "?pk=nonsense", "?pk={mine}", "?pk={mine}&pk={theirs}"])
def test_comparing_needs_two_works_of_ones_own(page, vera, timur, picks):
    mine, theirs = a_done_work(vera), a_done_work(timur)

    assert page.get("/compare" + picks.format(mine=mine.pk, theirs=theirs.pk)).status_code == 400


@pytest.mark.parametrize("works", [1, 60])
def test_the_library_asks_as_much_of_the_database_for_one_work_as_for_many(
    page, vera, works, django_assert_max_num_queries
):
    for number in range(works):
        a_done_work(vera, f"work {number}", minutes_ago=number)
        a_work(vera, "waiting")

    page.get("/projects")  # the first visit writes down from where one is signed in
    with django_assert_max_num_queries(12):
        assert page.get("/library").status_code == 200
