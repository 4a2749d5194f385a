from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from studio.models import Project
from studio.services import projects


@pytest.fixture
def autumn(vera):
    return projects.create(vera, name="Autumn 2026")


def test_a_new_project_is_chosen_at_once(page, vera):
    response = page.post("/projects", {"name": "  Tonic  "}, follow=True)

    project = Project.objects.get(owner=vera)
    assert project.name == "Tonic"
    assert page.session["project"] == str(project.pk)
    assert "New work goes into “Tonic” now." in response.content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_is_none_is_refused_with_the_reason(page, vera, name):
    response = page.post("/projects", {"name": name})

    assert response.status_code == 422
    assert 'class="field-error"' in response.content.decode()
    assert not Project.objects.exists()


def test_there_can_be_as_many_projects_as_lists_bear(page, vera):
    Project.objects.bulk_create(Project(owner=vera, name=str(n)) for n in range(projects.MOST))

    response = page.post("/projects", {"name": "one more"})

    assert response.status_code == 400
    assert f"You have {projects.MOST} projects" in response.content.decode()
    assert Project.objects.count() == projects.MOST


def test_the_list_counts_the_works_of_each_project_and_leaves_the_bin_out(page, vera, autumn, order):
    order(vera, project=autumn)
    order(vera, project=autumn)
    order(vera, project=autumn, deleted_at=timezone.now())

    assert "2 works" in page.get("/projects").content.decode()


def test_the_chosen_project_is_kept_for_the_visit_and_can_be_unchosen(page, autumn):
    page.post("/projects/switch", {"project": str(autumn.pk), "next": "/usage"})
    chosen = page.get("/usage").context["shell"].project
    page.post("/projects/switch", {"project": ""})
    unchosen = page.get("/usage").context["shell"].project

    assert chosen == autumn
    assert unchosen is None


def test_an_old_project_beyond_the_switchers_length_stays_chosen(page, vera, autumn):
    Project.objects.bulk_create(Project(owner=vera, name=str(n)) for n in range(60))
    Project.objects.filter(pk=autumn.pk).update(created_at=timezone.now() - timedelta(days=900))

    page.post("/projects/switch", {"project": str(autumn.pk)})

    assert page.get("/settings").context["shell"].project == autumn


@pytest.mark.parametrize("stranger", ["not-an-id", str(uuid4())])
def test_choosing_what_is_not_there_chooses_nothing(page, stranger):
    assert page.post("/projects/switch", {"project": stranger}).status_code == 302
    assert "project" not in page.session


def test_somebody_elses_project_can_be_neither_chosen_nor_named_nor_deleted(browser_of, timur, autumn):
    stranger = browser_of(timur)

    stranger.post("/projects/switch", {"project": str(autumn.pk)})
    renamed = stranger.post(f"/projects/{autumn.pk}/rename", {"name": "Mine"})
    deleted = stranger.post(f"/projects/{autumn.pk}/delete")

    autumn.refresh_from_db()
    assert "project" not in stranger.session
    assert (renamed.status_code, deleted.status_code) == (404, 404)
    assert (autumn.name, autumn.deleted_at) == ("Autumn 2026", None)


def test_a_project_is_renamed(page, autumn):
    page.post(f"/projects/{autumn.pk}/rename", {"name": "Winter"})

    autumn.refresh_from_db()
    assert autumn.name == "Winter"


def test_a_bad_new_name_stays_typed_beside_its_project(page, autumn):
    response = page.post(f"/projects/{autumn.pk}/rename", {"name": "y" * 121})

    html = response.content.decode()
    assert response.status_code == 422
    assert f'aria-describedby="name-{autumn.pk}-error"' in html
    assert "y" * 121 in html


def test_a_deleted_project_waits_in_the_bin_and_its_works_stay(page, vera, autumn, order):
    work = order(vera, project=autumn)
    page.post("/projects/switch", {"project": str(autumn.pk)})

    page.post(f"/projects/{autumn.pk}/delete")
    listed = page.get("/projects")
    page.post(f"/projects/{autumn.pk}/restore")

    work.refresh_from_db()
    assert listed.context["shelf"].live == []
    assert listed.context["shelf"].binned == [autumn]
    assert listed.context["shell"].project is None
    assert work.project == autumn
    assert page.get("/projects").context["shelf"].live == [autumn]


def test_after_thirty_days_a_deleted_project_cannot_be_restored(page, autumn):
    Project.objects.filter(pk=autumn.pk).update(deleted_at=timezone.now() - timedelta(days=30, minutes=1))

    assert page.post(f"/projects/{autumn.pk}/restore").status_code == 404
    assert page.get("/projects").context["shelf"].binned == []


def test_projects_are_changed_by_forms_only(page, autumn):
    assert page.get(f"/projects/{autumn.pk}/delete").status_code == 405
    assert page.get(f"/projects/{autumn.pk}/restore").status_code == 405
    assert page.get(f"/projects/{autumn.pk}/rename").status_code == 405
