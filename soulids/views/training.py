"""The four steps to a trained Soul ID, and the training under way."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reklamai.core.errors import BadInput, ReklamError
from reklamai.core.htmx import trigger, wants_fragment
from soulids.forms import ConsentForm, TrainForm
from soulids.models import SoulID
from soulids.selectors import souls as reads
from soulids.selectors.album import album_of
from soulids.services import consent as consents
from soulids.services import training
from soulids.shown.album import shown
from soulids.views.context import consent_context, gate_context, parts_of, training_context
from soulids.views.polling import polled
from studio.views import PageRequest


@login_required
@require_safe
def train(request: PageRequest, pk: UUID) -> HttpResponse:
    soul = reads.visible(request.user, pk)
    return render(request, "soulids/train.html", training_context(request, soul))


@login_required
@require_safe
def gate(request: PageRequest, pk: UUID) -> HttpResponse:
    """The button again, for what is ticked now."""
    soul = reads.visible(request.user, pk)
    return render(request, "soulids/_gate.html", gate_context(request, soul, shown(album_of(soul))))


@login_required
@require_POST
def consent(request: PageRequest, pk: UUID) -> HttpResponse:
    reads.visible(request.user, pk)  # first: what is wrong with a form is only told to its owner
    form = ConsentForm(request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data
            words = consents.words_for(given["right"])
            consents.give(request.user, pk=pk, right=given["right"], person=given["person"], words=words)
        except ReklamError as error:
            form.add_error(None, error.message)
    soul = reads.visible(request.user, pk)
    if form.errors:
        return consent_refused(request, soul, form)
    if not wants_fragment(request):
        return redirect(f"{reverse('soulids:train', args=[pk])}#consent")
    answer = render(request, "soulids/_consent.html", consent_context(soul))
    return trigger(trigger(answer, "album"), "announce", {"text": _("The consent is recorded.")})


def consent_refused(request: PageRequest, soul: SoulID, form: ConsentForm) -> HttpResponse:
    if wants_fragment(request):
        return render(request, "soulids/_consent.html", consent_context(soul) | {"consent_form": form}, status=422)
    context = training_context(request, soul, consent_form=form)
    return render(request, "soulids/train.html", context, status=422)


@login_required
@require_POST
def begin(request: PageRequest, pk: UUID) -> HttpResponse:
    soul = reads.visible(request.user, pk)
    form = TrainForm(request.POST)
    if not form.is_valid():
        raise BadInput(" ".join(str(said) for errors in form.errors.values() for said in errors))
    try:
        training.train(request.user, pk=pk, **form.cleaned_data)
    except ReklamError as error:
        context = training_context(request, soul, refused=error.message)
        return render(request, "soulids/train.html", context, status=error.status)
    return redirect("soulids:train", pk)


@login_required
@require_POST
def cancel(request: PageRequest, pk: UUID) -> HttpResponse:
    try:
        stopped = training.cancel(request.user, pk=pk)
        said = _("A part is being made at its vendor already; it goes on, and is charged when it is there.")
        messages.info(request, said if stopped.running else _("The training is cancelled; nothing was charged."))
    except ReklamError as error:
        if error.status == 404:
            raise
        messages.error(request, error.message)
    return redirect("soulids:train", pk)


@login_required
@require_safe
@polled
def progress(request: PageRequest, pk: UUID) -> HttpResponse:
    """How the training stands; once it is over, the page that comes next."""
    soul = reads.visible(request.user, pk)
    if soul.is_training:
        return render(request, "soulids/_training.html", {"soul": soul, "parts": parts_of(soul)})
    there = soul.get_absolute_url() if soul.is_ready else reverse("soulids:train", args=[pk])
    return HttpResponse(headers={"HX-Redirect": there})
