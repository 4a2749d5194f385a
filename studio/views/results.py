"""The results beside a composer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from studio.cards import cards
from studio.context import current_project, shell
from studio.forms.starters import starters
from studio.selectors import generations
from studio.selectors.catalogue import Offer
from studio.selectors.generations import LibraryQuery
from studio.templatetags.studio_cards import model_title
from studio.views import PageRequest

OUTPUT = {"image": "picture", "video": "clip", "sound": "sound"}
SIZE = 24


def results(request: PageRequest, composer: str, offers: Sequence[Offer] = ()) -> dict[str, Any]:
    """What `studio/_results.html` shows: the newest works of this composer's kind, in the header's project.

    offers: what the page has read of the catalogue, for the titles of models.
    """
    titles = {offer.id: model_title(offer.entry.provider, offer.entry.title) for offer in offers}
    show = request.GET.get("show", "")
    project = current_project(request)
    query = LibraryQuery(
        kind=OUTPUT[composer],
        running=show == "running",
        favourite=show == "favourites",
        project=project.pk if project else None,
    )
    page = generations.library(request.user, query, cursor=request.GET.get("cursor", ""), size=SIZE)
    more = f"?show={show}&cursor={page.next_cursor}" if page.next_cursor else ""
    running = shell(request)["shell"].running
    tabs = (("", _("All"), 0), ("running", _("In work"), running), ("favourites", _("Favourites"), 0))
    return {
        "cards": cards(page.items, titles=titles),
        "next_url": more,
        "show": show if show in ("running", "favourites") else "",
        "tabs": tabs,
        "takes_new": "" if show == "favourites" else composer,
        "empty_template": "studio/_no_results.html" if show else "studio/_starters.html",
        "starters": starters(composer),
        "composer": composer,
    }
