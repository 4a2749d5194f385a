"""A person's storage: what is in the bin can be given up before its days are over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from studio.services import bin
from studio.views import PageRequest


@login_required
@require_POST
def empty_bin(request: PageRequest) -> HttpResponse:
    """Erase what is in the bin, for good, and say how much it was."""
    number = bin.empty(request.user)
    words = ngettext("%(n)d file was erased.", "%(n)d files were erased.", number)
    messages.success(request, words % {"n": number})
    return redirect("studio:settings")
