"""What a composer opens with: the draft, an earlier order, a starter's words, a picture from a card."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.forms.carrying import carried
from studio.forms.content import COMPOSERS, Content, holds, of_ask, reference_of, uuid_of
from studio.models import Asset, Generation, User
from studio.references import asset_of
from studio.selectors import catalogue
from studio.selectors import generations as reads
from studio.selectors.catalogue import Offer
from studio.services import drafts, orders

SLOTS = {
    "start_frame": "start_frame",
    "end_frame": "end_frame",
    "reference": "reference_images",
    "picture": "source_image",
    "clip": "source_video",
}
"""Parameters of the address that put a file into the composer, and the role it gets."""
MOST_HELD = 4
"""Things that a composer holds to."""
SEEDS = (10_000, 90_000)
"""(the first, how many) to vary by: within the narrowest range that any model takes."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A content that its offer's model can take."""

    content: Content
    offer: Offer
    dropped: tuple[str, ...] = ()
    filled_with: str = ""
    """A sentence about what has taken the draft's place; "" for the draft itself."""
    offers: tuple[Offer, ...] = field(default=(), repr=False)


def filled(user: User, composer: str, query: QueryDict) -> Filled:
    """What `query` asks for, else the draft. Raises NotFound for what this user cannot see."""
    offers = catalogue.on_show(COMPOSERS[composer])
    draft = cast("Content", drafts.draft(user, composer))
    content, said, role = wanted(user, draft, query)
    if model := query.get("model"):
        content = Content(**{**content, "model": model})
    offer = fitting(offers, content.get("model", ""), role)
    before = next((each.entry for each in offers if each.id == draft.get("model")), None)
    fit = carried(content, offer.entry, before=before)
    return Filled(fit.content, offer, dropped=fit.dropped if query else (), filled_with=said, offers=offers)


def wanted(user: User, draft: Content, query: QueryDict) -> tuple[Content, str, str]:
    """(content, what it was filled with, the role that its model must have or "")."""
    if pk := query.get("reuse"):
        return of_ask(orders.ask_of(work(user, pk))), _("Filled with an earlier work."), ""
    if pk := query.get("earlier"):
        overwritten = draft.get("parent") == pk and draft.get("before")
        return (Content(**draft["before"]) if overwritten else draft), "", ""  # type: ignore[typeddict-item]  # JSON
    if pk := query.get("vary"):
        content = of_ask(orders.ask_of(work(user, pk)))
        content["parameters"]["seed"] = SEEDS[0] + secrets.randbelow(SEEDS[1])
        return content, _("The same with a new seed."), ""
    if prompt := query.get("prompt"):
        return Content(**{**draft, "prompt": prompt}), _("Filled with a starter.") if draft.get("prompt") else "", ""
    if reference := query.get("hold"):
        return holding(draft, reference), "", ""
    for name, role in SLOTS.items():
        if pk := query.get(name):
            return with_file(draft, asset_of(user, pk), role), "", role
    return draft, "", ""


def work(user: User, pk: str) -> Generation:
    found = uuid_of(pk)
    if found is None:
        raise NotFound(_("There is no such work."))
    return reads.visible(user, found)


def with_file(content: Content, asset: Asset, role: str) -> Content:
    """The content with this file in the place for `role`, made from the work that made the file."""
    filled = Content(**content)
    if asset.generation_id:
        filled["parent"] = str(asset.generation_id)
    if role == "start_frame":
        filled["start_frame"] = str(asset.pk)
    elif role == "end_frame":
        filled["end_frame"] = str(asset.pk)
    else:
        reference = f"asset:{asset.pk}:{role}"
        filled["references"] = [each for each in content.get("references", []) if each != reference] + [reference]
    return filled


def holding(content: Content, reference: str) -> Content:
    """The content that holds to one thing more, before all others: of two faces the first is held to.

    Of more than MOST_HELD the last goes. Raises BadInput.
    """
    reference_of(reference)
    others = [each for each in content.get("references", []) if each != reference]
    files = [each for each in others if not holds(each)]
    held = [each for each in others if holds(each)]
    return Content(**{**content, "references": [*files, reference, *held[: MOST_HELD - 1]]})


def fitting(offers: Sequence[Offer], model: str, role: str) -> Offer:
    """The wanted model if it can be ordered and takes `role`, else the first that does. Raises NotFound."""
    usable = [offer for offer in offers if offer.can_be_ordered]
    taking = [offer for offer in usable if not role or offer.entry.input_for(role)] or usable
    chosen = next((offer for offer in taking if offer.id == model), None) or next(iter(taking), None)
    if chosen is None:
        raise NotFound(_("There is no model that can make this. Ask the staff to switch one on."))
    return chosen
