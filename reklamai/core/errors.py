"""Every expected trouble of the product, as one family.

ReklamError                 what a user is told; `facts` go to the log and the API
├── BadInput                what was asked is not possible or not allowed             400
│   ├── FileRefused         an upload that we will not keep                           415
│   ├── TooLarge            an upload over a limit                                    413
│   └── BadFilter           a list was asked for in words that it does not know       422
├── NotSignedIn             the sign-in has ended, or never was one                   401
├── NotAllowed              seen, and not this person's to change                 403
├── NotFound                not there, or somebody else's                             404
├── Conflict                the thing has moved on                                    409
│   └── KeyReused           the key of one order came with another one                422
├── NotEnoughCredits                                                                  402
├── TooManyOpen             wait until some of what is under way is over              429
└── EngineError             the work failed: the order fails, its credits go back     502
    ├── NotConfigured       the maker has no key or address here                      503
    ├── Unsupported         the maker cannot do this ask                              400
    ├── Rejected            the maker turned the ask down                             422
    │   └── Moderated       … for what it shows or says                               422
    ├── Busy                asking again later is safe                                503
    ├── Unreachable         asking again is safe: nothing left, or it was a read      503
    ├── Failed              made nothing and cost nothing: ordering it anew is safe       502
    ├── Uncertain           sent and not answered: never repeat it, look for it       502
    ├── MediaError          pixels or sound could not be read or made                 422
    │   └── Interrupted     … as a program of ours was killed: making it anew is safe 503
    └── Cancelled           the owner stopped it                                      409
"""

from __future__ import annotations


class ReklamError(Exception):
    """Expected trouble. `message` is fit for a user's eyes; `facts` go to the log and the API."""

    code = "error"
    status = 400

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class BadInput(ReklamError):
    """What was asked is not possible or not allowed."""

    code = "bad_input"


class FileRefused(BadInput):
    """A file that is not what we keep: wrong type, broken or hostile."""

    code, status = "file_refused", 415


class TooLarge(BadInput):
    """A file or an ask over one of our limits."""

    code, status = "too_large", 413


class BadFilter(BadInput):
    """A list was asked for in words that it does not know."""

    code, status = "bad_filter", 422


class QuotaReached(TooLarge):
    """The account keeps as many bytes as it may."""

    code = "quota_reached"


class NotSignedIn(ReklamError):
    """The token that was to open the door opens nothing."""

    code, status = "token_not_valid", 401


class NotAllowed(ReklamError):
    """Everybody may see it, and this person may not change it."""

    code, status = "permission_denied", 403


class NotFound(ReklamError):
    """Not there, or somebody else's: the answer is the same on purpose."""

    code, status = "not_found", 404


class Conflict(ReklamError):
    """The thing has moved on since it was looked at."""

    code, status = "conflict", 409


class KeyReused(Conflict):
    """The key of one order came with another one."""

    code, status = "key_reused", 422


class NotEnoughCredits(ReklamError):
    """The balance does not cover the hold."""

    code, status = "not_enough_credits", 402


class TooManyOpen(ReklamError):
    """One person's works that are queued or under way are as many as they may be."""

    code, status = "too_many_open", 429


class EngineError(ReklamError):
    """The work failed: the generation fails, its credits go back."""

    code, status = "engine", 502
    repeatable = False
    anew = False
    """Whether a repetition is a new order at the maker, as the one before has ended there."""


class NotConfigured(EngineError):
    """The maker has no key or address on this installation."""

    code, status = "not_configured", 503


class Unsupported(EngineError):
    """The maker cannot do this ask, and said so before anything moved."""

    code, status = "unsupported", 400


class Rejected(EngineError):
    """The maker turned the ask down."""

    code, status = "rejected", 422


class Moderated(Rejected):
    """The maker refuses what the ask shows or says."""

    code = "moderated"


class Busy(EngineError):
    """The maker is over its limits; asking again later is safe."""

    code, status, repeatable = "busy", 503, True


class Unreachable(EngineError):
    """Asking again is safe: nothing left this machine, or it was only a read."""

    code, status, repeatable = "unreachable", 503, True


class StoreTrouble(EngineError):
    """The store of files is away, full or turns us down: nothing was kept or lost, asking again is safe.

    Wrong keys and a missing bucket count too: staff mend them, and no order should die of it meanwhile.
    """

    code, status, repeatable = "store", 503, True


class Failed(EngineError):
    """What the maker had begun ended there without a result and without a price: ordering it anew is safe."""

    code, repeatable, anew = "failed", True, True


class Uncertain(EngineError):
    """An order was sent and not answered: it may have begun, and be billed. Never repeat it; look for it."""

    code = "uncertain"


class MediaError(EngineError):
    """Pixels or sound that cannot be read or made."""

    code, status = "media", 422


class Interrupted(MediaError):
    """A program that worked on it was killed, by the kernel for its memory or by hand: it may be made anew."""

    code, status, repeatable = "interrupted", 503, True


class Cancelled(EngineError):
    """The owner stopped the work; raised inside it by `report`."""

    code, status = "cancelled", 409
