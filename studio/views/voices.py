"""The voices of a model to look through and to listen to: a dialog with scripts, a page without."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reklamai.core.htmx import wants_fragment
from studio.selectors import catalogue
from studio.selectors.voices import voices_of
from studio.services import samples
from studio.serving import Sent, sent
from studio.views import PageRequest
from studio.voices import GENDERS, LANGUAGES

HOUR_S = 3600


@login_required
@require_safe
def index(request: PageRequest, model: str) -> HttpResponse:
    offer = catalogue.offer(model)
    cards = voices_of(offer.entry)
    context = {
        "offer": offer,
        "cards": cards,
        "chosen": request.GET.get("voice", ""),
        "genders": filters([card.gender for card in cards], GENDERS),
        "languages": filters([card.language for card in cards], LANGUAGES),
    }
    name = "studio/_voices.html" if wants_fragment(request) else "studio/voices.html"
    return render(request, name, context)


def filters(found: list[str], words: dict[str, object]) -> list[tuple[str, str]]:
    """What tells these voices apart; nothing where all are alike."""
    present = [key for key in words if key in found]
    return [(key, str(words[key])) for key in present] if len(present) > 1 else []


@login_required
@require_safe
async def sample(request: HttpRequest, model: str, voice: str) -> HttpResponseBase:
    language = get_language() or "ru"
    found = await sync_to_async(samples.sample)(model, voice, language=language)
    answer = await sent(request, Sent(found.name, content_type=found.content_type, disposition="inline"))
    if answer.status_code != 302:
        answer["Cache-Control"] = f"private, max-age={HOUR_S}"  # of one voice there is a sample in each language
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
