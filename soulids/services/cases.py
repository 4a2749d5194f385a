"""A face opened to a member of staff, with a reason that stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from soulids.models import SoulCase, SoulID
from studio.models import User
from studio.services import staff


@transaction.atomic
def open_case(soul: SoulID, *, reason: str, by: User) -> bool:
    """Open a Soul ID's name, photos and consent to one member of staff for a day.

    The log tells it of the account: of a Soul ID that is deleted no line may speak any more.
    """
    SoulCase.objects.create(staff=by, soul=soul, reason=reason)
    staff.write_down(by, soul.owner, _("Opened a case on a Soul ID"), reason)
    return True
