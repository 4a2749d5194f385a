"""What this room keeps for people, for the hall: `studio.belongings.Belongings`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import Q

from reklamai.core.errors import NotFound
from soulids.models import Consent, SoulID, SoulLora, SoulPhoto, SoulSearch, SoulVersion
from soulids.services import forgetting
from studio.models import User


class SoulIDs:
    """People that were learned, with their photos. What is deleted here is gone at once, so there is no bin."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """Photos and master images lie in the export as files under their assets' ids. Vectors are left out: 512

        numbers tell their owner nothing, and whoever finds the archive could look for the face by them.
        """
        columns = ("id", "name", "handle", "description", "version", "training", "training_cost", "created_at",
                   "updated_at", "trained_at")  # fmt: skip
        yield "soul_ids", list(SoulID.objects.filter(owner=user).values(*columns))
        photos = SoulPhoto.objects.filter(soul__owner=user)
        yield "soul_photos", list(photos.values("id", "soul", "asset", "facts", "trouble", "added_at"))
        versions = SoulVersion.objects.filter(owner=user).order_by("soul", "number")
        yield (
            "soul_versions",
            list(versions.values("id", "soul", "number", "is_current", "report", "references", "master", "cut",
                                 "master_apart", "master_source", "trained_at")),
        )  # fmt: skip
        consents = Consent.objects.filter(soul__owner=user)
        yield "consents", list(consents.values("soul", "right", "person", "agreed_at", "words"))
        loras = SoulLora.objects.filter(soul__owner=user)
        yield "soul_weights", list(loras.values("soul", "destination", "trigger", "cost", "created_at", "trained_at"))
        searches = SoulSearch.objects.filter(owner=user)
        yield "soul_searches", list(searches.values("id", "matches", "because", "created_at", "answered_at"))

    def purge(self, whose: Q, *, before: datetime) -> None:
        """Nothing lies in a bin here."""

    def erase(self, user: User) -> None:
        """Before the hall takes the files: rows here protect them, and vendors must hear of it."""
        for pk in SoulID.objects.filter(owner=user).values_list("pk", flat=True):
            with suppress(NotFound):  # its owner, or another worker, was faster
                forgetting.forget(user, pk)
        SoulSearch.objects.filter(owner=user).delete()
