"""Two works side by side, and what differs between them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.errors import BadInput
from reklamai.core.htmx import wants_fragment
from studio.cards import Card, cards
from studio.catalogue.labels import role_label, value_label
from studio.models import Generation
from studio.selectors.generations import with_parts
from studio.templatetags.studio_cards import lasting
from studio.templatetags.studio_ui import credits
from studio.views import PageRequest

Row = tuple[str, str, str]
"""What it is, how it is on the left, how on the right."""


@login_required
@require_safe
def compare(request: PageRequest) -> HttpResponse:
    """The first two of the picked works. Raises BadInput for fewer."""
    left, right = pair(request)
    context = {"left": left, "right": right, "rows": differences(left, right), "picked": request.GET.getlist("pk")}
    return render(request, "studio/_compare.html" if wants_fragment(request) else "studio/compare.html", context)


def pair(request: PageRequest) -> tuple[Card, Card]:
    try:
        pks = [UUID(pk) for pk in request.GET.getlist("pk")][:2]
    except ValueError as error:
        raise BadInput(_("There is no such work.")) from error
    found = {row.pk: row for row in with_parts(Generation.objects.visible_to(request.user).filter(pk__in=pks))}
    if len(found) < 2:
        raise BadInput(_("Pick two works to compare."))
    left, right = cards([found[pk] for pk in pks])
    return left, right


def differences(left: Card, right: Card) -> list[Row]:
    """What is not the same; what is the same is left out."""
    one, other = facts(left), facts(right)
    names = list(dict.fromkeys([*one, *other]))
    return [(name, one.get(name, "–"), other.get(name, "–")) for name in names if one.get(name) != other.get(name)]


def facts(card: Card) -> dict[str, str]:
    """Everything that may differ between two works, in words."""
    generation, result = card.generation, card.result
    found = {
        _("Words"): generation.prompt or "–",
        _("Model"): card.maker,
        _("Price"): credits(generation.price) if generation.price else _("free"),
        role_label("seed"): str(generation.seed) if generation.seed is not None else "–",
    }
    for role, value in generation.parameters.items():
        if role != "seed":
            found[role_label(role)] = value_label(role, value)
    if result and result.width:
        found[_("Pixels")] = f"{result.width} × {result.height}"
    if generation.finished_at:
        found[_("Took")] = lasting(generation.elapsed_s)
    return found | {score.name: "–" if score.value is None else str(score.value) for score in card.scores}
