"""The dialogs of a sound panel: a sound made of words, a voice chosen, a file taken from the library."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reklamai.core.errors import NotFound, ReklamError
from reklamai.core.htmx import trigger, wants_fragment
from studio.catalogue.validate import AskInvalid
from studio.forms.content import Content
from studio.forms.offers import price_of
from studio.forms.order import OrderForm
from studio.models import Asset, AssetKind
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from studio.selectors.plain import is_plain
from studio.views import PageRequest
from studio.views.picking import PICKS
from studio.views.quotes import Quote, quoted
from video.models import Lane, Shot, SoundMix
from video.models.sound import LONGEST_S
from video.selectors.mixes import board_of_sound, mix_for
from video.services import making, shots, sounds
from video.sound_asking import SPEECH, voice_of
from video.sound_shown import MAKES
from video.views.posted import id_in, price_in
from video.views.sound_answers import done
from video.views.sound_deeds import shot_of, told_board


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: PageRequest, pk: UUID) -> HttpResponse:
    """A sound made of words: the form and its price; a POST with its key orders it."""
    mix = mix_for(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    kind = given.get("kind", "")
    if kind not in MAKES:
        raise NotFound(_("There is no such kind of sound."))
    offers = offers_of(kind)
    offer = offer_in(offers, given.get("model"))
    if offer is None:
        return dialog(request, "make", {"mix": mix, "kind": kind, "offers": ()})
    data = request.POST if request.method == "POST" else None
    form = OrderForm(data, entry=offer.entry, composer="sound", content=opening(mix, kind, offer))
    if "order" in request.POST:
        offer_in(offers, given.get("model"), told=True)
        return ordered(request, mix, kind, offers, offer, form)
    return dialog(request, "make", form_context(request, mix, kind, offers, offer, form))


def opening(mix: SoundMix, kind: str, offer: Offer) -> Content:
    """What the form opens with: music as long as the picture, within what the model makes."""
    item = offer.entry.input_for("duration")
    if kind != "music" or item is None or item.minimum is None or item.maximum is None:
        return Content()
    wanted = ceil(board_of_sound(mix).target_s)
    return Content(parameters={"duration": min(int(item.maximum), max(ceil(item.minimum), wanted))})


def offers_of(kind: str) -> tuple[Offer, ...]:
    """What makes such a sound of words alone, in staff's order."""
    return tuple(each for each in catalogue.offers([kind]) if not each.entry.needed and not each.is_utility)


def offer_in(offers: tuple[Offer, ...], model: str | None, *, told: bool = False) -> Offer | None:
    """The one that is named, else the first; None where there is none.

    told: somebody has chosen it. Raises NotFound for one that is not offered any more: another has another price.
    """
    found = next((each for each in offers if each.id == model), None)
    if found is None and model and told:
        raise NotFound(_("There is no such model."))
    return found or (offers[0] if offers else None)


def ordered(
    request: PageRequest, mix: SoundMix, kind: str, offers: tuple[Offer, ...], offer: Offer, form: OrderForm
) -> HttpResponse:
    """Order it; what does not pass comes back as it was typed, with what is wrong about it."""
    wrong = [words for _anchor, words in form.wrong()] if not form.is_valid() else []
    if not wrong:
        try:
            made(request, mix, kind, form)
        except ReklamError as error:
            wrong = [error.message]
    if wrong:
        context = form_context(request, mix, kind, offers, offer, form) | {"wrong": wrong}
        return dialog(request, "make", context, status=422)
    answer = done(request, mix)
    return trigger(trigger(answer, "sound-made"), "announce", {"text": _("Ordered.")})


def made(request: PageRequest, mix: SoundMix, kind: str, form: OrderForm) -> None:
    data = request.POST
    making.make(
        request.user,
        mix,
        lane=data.get("lane") or MAKES[kind][0],
        ask=form.ask,
        key=form.cleaned_data["key"],
        quoted=price_in(request),
        starts_s=moment_in(data.get("starts_s", "")),
        loop="repeats" in data,
    )


def moment_in(text: str) -> float:
    """Seconds of the picture; its beginning for what is no such moment."""
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return round(found, 3) if 0 <= found <= LONGEST_S else 0.0


def form_context(
    request: PageRequest, mix: SoundMix, kind: str, offers: tuple[Offer, ...], offer: Offer, form: OrderForm
) -> dict[str, Any]:
    return {
        "mix": mix,
        "kind": kind,
        "title": MAKES[kind][1],
        "offers": offers,
        "offer": offer,
        "form": form,
        "lanes": Lane.choices,
        "lane": lane_in(request, kind),
        "repeats": "repeats" in request.POST,
        "starts_s": moment_in(request.POST.get("starts_s", "")),
        "quote": quote_of(request, offer, form.content),
        "key": uuid4(),
    }


def lane_in(request: PageRequest, kind: str) -> str:
    """The lane that is named, else the usual one of such a sound."""
    given = (request.POST.get("lane") or request.GET.get("lane")) or ""
    return given if given in Lane.values else MAKES[kind][0]


def quote_of(request: PageRequest, offer: Offer, content: Content) -> Quote:
    """Before there are words only the price is told: what they lack is no trouble yet."""
    if content.get("prompt", "").strip():
        return quoted(request.user, content, offer, files=(), project=None)
    price = price_of(offer, content, {})
    return Quote(each=price, total=price)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: PageRequest, pk: UUID) -> HttpResponse:
    """Who says the lines of the board, or the line of one shot; a POST keeps it."""
    mix = mix_for(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    shot = shot_of(mix, id_in(given["shot"])) if given.get("shot") else None
    offers = offers_of(SPEECH)
    now = voice_of(mix, shot)
    wanted = given.get("model") or now["model"]
    offer = offer_in(offers, wanted, told="model" in request.POST and "usual" not in request.POST)
    if request.method == "POST" and offer:
        return kept(request, mix, shot, offer)
    stands = Content(parameters=dict(now["parameters"]) if offer and offer.id == now["model"] else {})
    form = OrderForm(entry=offer.entry, composer="sound", content=stands) if offer else None
    own = bool(shot.voice if shot else mix.voice)
    context = {"mix": mix, "shot": shot, "offers": offers, "offer": offer, "form": form, "own": own}
    return dialog(request, "voice", context)


def kept(request: PageRequest, mix: SoundMix, shot: Shot | None, offer: Offer) -> HttpResponse:
    """The voice of the form, or none of its own where the form says "usual"."""
    form = OrderForm(request.POST, entry=offer.entry, composer="sound")
    chosen = {} if "usual" in request.POST else {"model": offer.id, "parameters": form.parameters()}
    try:
        if shot:
            shots.edit(request.user, shot.pk, {"voice": chosen})
        else:
            sounds.edit(request.user, mix.pk, {"voice": chosen})
    except AskInvalid as refused:
        words = list(refused.errors.values())
        context = {"mix": mix, "shot": shot, "offers": offers_of(SPEECH), "offer": offer, "form": form, "wrong": words}
        return dialog(request, "voice", context, status=422)
    return told_board(trigger(done(request, mix), "sound-made"), mix)


@login_required
@require_safe
def pick(request: PageRequest, pk: UUID) -> HttpResponse:
    """The newest sounds of the library; `q` looks for words of their names."""
    mix = mix_for(request.user, pk)
    words = request.GET.get("q", "").strip()
    found = Asset.objects.listed_for(request.user).filter(kind=AssetKind.SOUND).order_by("-created_at")
    if words:
        found = found.filter(name__icontains=words) if is_plain(words) else found.none()
    return dialog(request, "pick", {"mix": mix, "assets": found[:PICKS], "words": words, "lanes": Lane.choices})


def dialog(request: PageRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A dialog's inside with scripts, a page of its own without."""
    piece = f"video/_sound_{name}.html"
    if wants_fragment(request):
        return render(request, piece, context, status=status)
    return render(request, "video/sound_alone.html", context | {"piece": piece}, status=status)
