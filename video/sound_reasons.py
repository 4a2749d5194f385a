"""Why a button of the sound panel cannot be pressed now, as a sentence for its reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from video.models import SoundPart
from video.selectors.mixes import SoundBoard
from video.services.speaking import LinesQuote


def no_preview(board: SoundBoard) -> str:
    """Why the animatic cannot be given this sound; "" where it can, and where it has it already."""
    if board.preview_is_current or board.mixing(SoundPart.PREVIEW):
        return ""
    return nothing_heard(board)


def no_mix(board: SoundBoard) -> str:
    """Why the film or the clip cannot be mixed now; "" where it can."""
    if any(each.part == SoundPart.MIX and not each.generation.is_over for each in board.whole):
        return _("It is being mixed now: what you change meanwhile can be mixed after that.")
    if not board.heard:
        return nothing_heard(board)
    if board.result_of is None:
        return _("Render the film first: the mix goes under it.")
    if not board.mixing(SoundPart.MIX):
        return nothing_heard(board)
    if board.result_is_current:
        return _("The mix is as everything stands now. Change a sound or a level, and it can be mixed anew.")
    return ""


def nothing_heard(board: SoundBoard) -> str:
    if board.heard:
        return _("Nothing would be heard: every sound is muted, or begins after the picture has ended.")
    if any(each.is_working for each in board.sounds):
        return _("There is nothing to mix yet: the sounds are being made.")
    return _("There is nothing to mix yet: add a sound, or have a line voiced.")


def no_speech(quote: LinesQuote) -> str:
    """Why the lines cannot be voiced all at once beside what they cost; "" where they can."""
    if quote.is_possible:
        return ""
    numbers = ", ".join(str(each.number) for each in quote.lines if each.error)
    return _("Not all lines can be voiced as they are: see shot %(numbers)s below.") % {"numbers": numbers}
