"""The dialog in which a sound of a mix is said in another voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reklamai.core.errors import ReklamError
from reklamai.core.htmx import trigger
from studio.forms.content import Content
from studio.forms.order import OrderForm
from studio.models import Asset
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from studio.views import PageRequest
from studio.views.quotes import quoted
from video.models import Lane, SoundMix
from video.selectors.mixes import Sound, board_of_sound, mix_for
from video.selectors.takes import SOURCE, VOICE_CHANGE, source_of
from video.services import takes
from video.services.sounds import not_found
from video.services.takes import not_there
from video.sound_words import is_a_voice
from video.views.posted import price_in
from video.views.sound_answers import done
from video.views.sound_making import dialog, offer_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoice(request: PageRequest, pk: UUID) -> HttpResponse:
    """The form and its price; a POST with `order` orders it, and what there is stays until it is there."""
    mix = mix_for(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    sounds, is_order = board_of_sound(mix).sounds, "order" in request.POST
    voiced = voices_among(sounds)
    sound = named_among(sounds, given.get("piece", "")) if is_order else offered_among(voiced, given.get("piece", ""))
    offers = catalogue.offers([VOICE_CHANGE])
    offer = offer_in(offers, given.get("model"), told=is_order)
    source = source_of(sound.piece) if sound else None
    shown = {"mix": mix, "voiced": voiced, "sound": sound, "source": source, "offers": offers, "offer": offer}
    if offer is None or sound is None or source is None:
        return dialog(request, "revoice", shown)
    form = form_of(request, offer, source)
    if is_order:
        return ordered(request, mix, sound, offer, form, shown)
    return dialog(request, "revoice", shown | priced(request, offer, form))


def voices_among(sounds: Iterable[Sound]) -> list[Sound]:
    """What can be said in another voice, dialogue first: a recording that was brought may lie on any lane."""
    found = filter(is_a_voice, sounds)
    return sorted(found, key=lambda each: (each.piece.lane != Lane.DIALOGUE, each.starts_s))


def offered_among(voiced: Sequence[Sound], pk: str) -> Sound | None:
    """The one that the dialog opens with."""
    return next((each for each in voiced if str(each.piece.pk) == pk), voiced[0] if voiced else None)


def named_among(sounds: Iterable[Sound], pk: str) -> Sound:
    """The very sound that is ordered anew: in the place of one that has gone meanwhile no other is paid for.

    One that is being made is found too: the same order may come twice. Raises NotFound, and Conflict for one without a
    file.
    """
    found = next((each for each in sounds if str(each.piece.pk) == pk), None)
    if found is None:
        raise not_found()
    if source_of(found.piece) is None:
        raise not_there()
    return found


def form_of(request: PageRequest, offer: Offer, source: Asset) -> OrderForm:
    """What stands in the dialog. The sound is named by its place in the mix: nothing else can be sent in."""
    sent = f"asset:{source.pk}:{SOURCE}"
    if request.method != "POST":
        return OrderForm(entry=offer.entry, composer="sound", content=Content(references=[sent]))
    data: QueryDict = request.POST.copy()
    data.setlist("references", [sent])
    return OrderForm(data, entry=offer.entry, composer="sound")


def priced(request: PageRequest, offer: Offer, form: OrderForm) -> dict[str, Any]:
    quote = quoted(request.user, form.content, offer, files=(), project=None)
    return {"form": form, "quote": quote, "key": uuid4()}


def ordered(
    request: PageRequest, mix: SoundMix, sound: Sound, offer: Offer, form: OrderForm, shown: dict[str, Any]
) -> HttpResponse:
    """Order it; what does not pass comes back as it was chosen, with what is wrong about it."""
    wrong = [words for _anchor, words in form.wrong()] if not form.is_valid() else []
    if not wrong:
        key, price = form.cleaned_data["key"], price_in(request)
        try:
            takes.revoice(request.user, mix, sound.piece.pk, ask=form.ask, key=key, quoted=price)
        except ReklamError as error:
            wrong = [error.message]
    if wrong:
        return dialog(request, "revoice", shown | priced(request, offer, form) | {"wrong": wrong}, status=422)
    return trigger(trigger(done(request, mix), "sound-made"), "announce", {"text": _("Ordered.")})
