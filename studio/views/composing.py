"""What the doors of a composer share: the posted form, and everything its template shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from django.http import QueryDict

from studio.catalogue.files import File
from studio.catalogue.inputs import FRAMES
from studio.context import current_project, shell
from studio.forms.attached import files_in
from studio.forms.content import Content, merged
from studio.forms.offers import abilities, about
from studio.forms.order import OrderForm
from studio.models import Asset, User
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from studio.services import drafts
from studio.views import PageRequest
from studio.views.quotes import Quote, first_quote, quoted


def posted(request: PageRequest, composer: str, data: QueryDict | None = None) -> tuple[OrderForm, Offer]:
    """The form as posted (or as `data`), made from the model it names. Raises NotFound for an unknown model."""
    data = request.POST if data is None else data
    offer = catalogue.offer(data.get("model", ""))
    return OrderForm(data, entry=offer.entry, composer=composer, project=project_pk(request)), offer


def project_pk(request: PageRequest) -> Any:
    project = current_project(request)
    return project.pk if project else None


def kept(user: User, composer: str, content: Content) -> None:
    """Remember the content as the draft, with the settings that only other models have."""
    earlier = cast("Content", drafts.draft(user, composer))
    drafts.keep(user, composer, dict(merged(earlier, content)))


def form_context(request: PageRequest, form: OrderForm, offer: Offer) -> dict[str, Any]:
    """What `studio/_composer.html` shows."""
    content = form.content
    slots = form.slots()
    assets = assets_of(request.user, [pk for slot in slots for pk in slot.ids])
    files = files_in(content, assets)
    slots = [replace(slot, assets=tuple(assets[pk] for pk in slot.ids if pk in assets)) for slot in slots]
    return {
        "form": form,
        "composer": form.composer,
        "offer": offer,
        "does": abilities(offer.entry),
        "about": about(offer.entry),
        "quote": opening_quote(request, form, offer, files),
        "key": uuid4(),
        "frames": [slot for slot in slots if slot.role in FRAMES],
        "slots": [slot for slot in slots if slot.role not in FRAMES],
        "in_cinema": bool(request.POST.get("in_cinema")),
        "with_sound": form.composer == "sound" or catalogue.makes("audio"),
    }


def opening_quote(request: PageRequest, form: OrderForm, offer: Offer, files: Sequence[File]) -> Quote:
    """The quote that a page opens with. What has to be looked up, things held and cameras, the service prices."""
    if form.held or form.content.keys() & {"camera", "master"}:
        return quoted(request.user, form.content, offer, files=files, project=project_pk(request))
    balance = shell(request)["shell"].balance.balance
    return first_quote(offer, form.content, files=files, balance=balance)


def assets_of(user: User, wanted: list[str]) -> dict[str, Asset]:
    """These files of the user's by id, read in one query; none if nothing is wanted."""
    if not wanted:
        return {}
    return {str(asset.pk): asset for asset in Asset.objects.visible_to(user).filter(pk__in=valid(wanted))}


def valid(pks: list[str]) -> list[str]:
    """Those that are ids at all: a hand may have changed the form."""
    return [pk for pk in pks if len(pk) == 36 and set(pk.lower()) <= set("0123456789abcdef-")]
