"""Projects: the list with its bin, and the one that new work goes into."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from studio.context import PROJECT_KEY
from studio.forms.project import ProjectForm, SwitchForm
from studio.selectors import projects as shelves
from studio.services import projects
from studio.views import PageRequest
from studio.views.shell import safe_next


@login_required
@require_http_methods(["GET", "POST"])
def index(request: PageRequest) -> HttpResponse:
    form = ProjectForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "shelf": shelves.shelf(request.user)}
        return render(request, "studio/projects.html", context, status=422 if form.is_bound else 200)
    project = projects.create(request.user, name=form.cleaned_data["name"])
    request.session[PROJECT_KEY] = str(project.pk)
    messages.success(request, _("New work goes into “%(name)s” now.") % {"name": project.name})
    return redirect("studio:projects")


@login_required
@require_POST
def switch(request: PageRequest) -> HttpResponse:
    """Choose the project that new work goes into; an empty choice means none."""
    form = SwitchForm(request.POST)
    wanted: UUID | None = form.cleaned_data["project"] if form.is_valid() else None
    chosen = shelves.live(request.user).filter(pk=wanted).first() if wanted else None
    if chosen:
        request.session[PROJECT_KEY] = str(chosen.pk)
    else:
        request.session.pop(PROJECT_KEY, None)
    return redirect(safe_next(request))


@login_required
@require_POST
def rename(request: PageRequest, pk: UUID) -> HttpResponse:
    form = ProjectForm(request.POST)
    if not shelves.live(request.user).filter(pk=pk).exists():
        raise projects.not_found()  # before a word about the form: it would be one about the project
    if not form.is_valid():
        context = {"form": ProjectForm(), "renamed": form, "renamed_pk": pk, "shelf": shelves.shelf(request.user)}
        return render(request, "studio/projects.html", context, status=422)
    projects.rename(request.user, pk=pk, name=form.cleaned_data["name"])
    return redirect("studio:projects")


@login_required
@require_POST
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    projects.delete(request.user, pk=pk)
    messages.info(request, _("The project is in the bin below; its works stay in the library."))
    return redirect("studio:projects")


@login_required
@require_POST
def restore(request: PageRequest, pk: UUID) -> HttpResponse:
    projects.restore(request.user, pk=pk)
    messages.success(request, _("The project is back."))
    return redirect("studio:projects")
