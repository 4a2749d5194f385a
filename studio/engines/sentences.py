"""What a vendor's errors are called to a user."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from reklamai.core.errors import (
    Busy,
    EngineError,
    Failed,
    MediaError,
    Moderated,
    NotConfigured,
    Rejected,
    ReklamError,
    Uncertain,
    Unreachable,
    Unsupported,
)

Sentence = tuple[type[ReklamError], Callable[[], str]]
"""An error and its sentence, made when it is needed, in the language of that moment."""

USUAL: tuple[Sentence, ...] = (
    (Moderated, lambda: _("The model refuses what this shows or says. Change the words or the pictures.")),
    (NotConfigured, lambda: _("This model cannot be used now: our account with its maker needs attention.")),
    (Unsupported, lambda: _("The maker does not offer this model any more.")),
    (Rejected, lambda: _("The model turned this order down. Your credits are back.")),
    (Uncertain, lambda: _("The maker did not answer; we wait for it until the deadline.")),
    (Busy, lambda: _("The maker is busy. We try again.")),
    (Failed, lambda: _("The model failed, and took nothing for it. We order it anew.")),
    (Unreachable, lambda: _("The maker failed or could not be reached. We try again.")),
    (MediaError, lambda: _("The model sent a result that cannot be used. Your credits are back.")),
)


def said(error: ReklamError, own: Sequence[Sentence] = ()) -> ReklamError:
    """The same error with a sentence for the user: a vendor's `own` ones first. Cancelled and the like keep theirs."""
    sentence = next((make() for kind, make in (*own, *USUAL) if isinstance(error, kind)), None)
    if sentence is None:
        return error
    told = error if isinstance(error, EngineError) else MediaError(sentence, **error.facts)
    told.message, told.args = sentence, (sentence,)
    return told
