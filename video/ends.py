"""What follows from the end of an order, where its board or mix may be erased in that very moment."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import QuerySet

from video.models import ShotOrder, SoundOrder

logger = logging.getLogger(__name__)


def unless_erased(order: QuerySet[ShotOrder] | QuerySet[SoundOrder], then: Callable[[], None]) -> None:
    """Do what follows from the end of this order; nothing of it where its row has gone meanwhile, with its board.

    The work itself ends as it would without a board, paid and in its owner's library: else a bin that is emptied as a
    vendor is through would cost its owner what was made, and us what it cost.
    """
    try:
        with transaction.atomic():  # half of what follows would name a board that is no more
            then()
    except ObjectDoesNotExist:
        if order.exists():
            raise
        logger.info("ended for what is erased")
