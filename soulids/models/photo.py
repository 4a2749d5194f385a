from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from reklamai.media.faces.identity import LENGTH
from soulids.media.photo import VERSION, PhotoFacts


class SoulPhoto(models.Model):
    """One photo of the person, and what it is worth for training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soul = models.ForeignKey("soulids.SoulID", on_delete=models.CASCADE, related_name="photos")
    asset = models.OneToOneField("studio.Asset", on_delete=models.PROTECT, related_name="soul_photo")
    """A file of this room's own (`Asset.room`), even where it was taken from the library: it goes with the photo."""
    sha256 = models.CharField(max_length=64)
    """Of the file: the same one added again is the same photo, so a broken upload can simply be repeated."""
    judging = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.SET_NULL, related_name="judged_photos"
    )
    """The order that looks at it, or looked at it last; empty while it waits for its turn."""
    facts = models.JSONField(default=dict, blank=True)
    """`soulids.media.photo.PhotoFacts` as JSON; {} before it has been looked at."""
    facts_version = models.PositiveSmallIntegerField(default=0, editable=False)
    """In which form they stand; 0 before it has been looked at."""
    vector = VectorField(dimensions=LENGTH, null=True, blank=True)
    trouble = models.CharField(max_length=40, blank=True)
    """Why it could not be looked at: "unreadable", "failed"; empty where it could."""
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("photo of a Soul ID"), _("photos of a Soul ID")
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["soul", "sha256"], name="one_photo_of_a_content_per_soul")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def dom_id(self) -> str:
        return f"photo-{self.pk}"

    @property
    def is_judged(self) -> bool:
        return self.facts_version == VERSION

    @property
    def waits(self) -> bool:
        """Whether its verdict is still to come."""
        return not self.is_judged and not self.trouble

    @property
    def found(self) -> PhotoFacts | None:
        """What was found in it; None before it has been looked at, and for a form that is read no more."""
        try:
            return PhotoFacts.from_json(self.facts, vector=self.vector)
        except ValueError:
            return None
