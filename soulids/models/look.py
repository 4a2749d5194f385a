from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models import User


class SearchQuerySet(models.QuerySet["SoulSearch"]):
    def visible_to(self, user: User) -> SearchQuerySet:
        return self.filter(owner=user)


class SoulSearch(models.Model):
    """The question who somebody in a picture is, asked among the owner's own Soul IDs. Keeps no vector of the face."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField("studio.Generation", null=True, on_delete=models.SET_NULL, related_name="soul_search")
    ask_digest = models.CharField(max_length=80, blank=True)
    """What was sent to be looked at, as a digest: the same key with something else is refused."""
    faces = models.JSONField(default=list)
    """[{"box": [left, top, width, height] in shares of the picture, "readable": bool}], the largest first."""
    matches = models.JSONField(default=list)
    """[{"face": place in `faces`, "soul": id, "distance": 0.0 .. 2.0, "score": 0..100, "verdict": "same" | "maybe" |
    "other"}], face by face, the nearest first."""
    because = models.CharField(max_length=40, blank=True)
    """Why nobody could be looked for: "no_face", "face_unclear", "nobody_trained"; empty where somebody was."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("search for a face"), _("searches for faces")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return str(self.pk)
