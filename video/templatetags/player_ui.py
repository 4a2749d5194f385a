"""The player and the consistency strip of a board, for its templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from video.selectors import consistency as likeness
from video.selectors import reels
from video.selectors.boards import Board

register = template.Library()


@register.simple_tag
def reels_of(board: Board) -> reels.Reels:
    return reels.reels_of(board)


@register.simple_tag
def drafting_of(board: Board) -> reels.Drafting:
    return reels.drafting_of(board)


@register.simple_tag
def consistency_of(board: Board) -> likeness.Strip:
    return likeness.consistency_of(board)


@register.simple_tag
def draft_trouble(board: Board) -> str:
    """Why there is no animatic of what the board is now; "" where nothing is in the way."""
    found = reels.trouble_of(board)
    if found is None:
        return ""
    number, why = found
    if not number:
        return _("The sketches could not be joined: %(why)s") % {"why": why}
    return _("Shot %(number)d could not be sketched: %(why)s") % {"number": number, "why": why}
