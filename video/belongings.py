"""What this room keeps for people, for the hall: `studio.belongings.Belongings`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from studio.models import User
from video.models import CameraPreset, Plate
from video.selectors.presets import camera_of, presets_of
from video.services import plates, strips, transitions


class Cinema:
    """Presets, and pictures that were made ready for the live view. A deleted preset is gone at once: no bin."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """A camera as an order takes it; the files of plates lie in the export with the orders that made them."""
        yield "camera_presets", [row(preset) for preset in presets_of(user)]
        columns = ("id", "asset", "order", "status", "facts", "created_at")
        yield "camera_plates", list(Plate.objects.filter(owner=user).values(*columns))

    def purge(self, whose: Q, *, before: datetime) -> None:
        plates.let_go(whose, before=before)
        strips.let_go(whose, before=before)
        transitions.let_go(whose, before=before)

    def erase(self, user: User) -> None:
        Plate.objects.filter(owner=user).delete()
        CameraPreset.objects.filter(owner=user).delete()


def row(preset: CameraPreset) -> dict[str, Any]:
    told = {name: getattr(preset, name) for name in ("id", "name", "about", "created_at", "updated_at")}
    return {**told, "camera": camera_of(preset)}
