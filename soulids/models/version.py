from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from reklamai.media.faces.identity import LENGTH
from soulids.media.training import QualityReport


class SoulVersion(models.Model):
    """What one training has learned. Earlier ones are kept, and can be gone back to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soul = models.ForeignKey("soulids.SoulID", on_delete=models.CASCADE, related_name="versions")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """The Soul ID's, again: a search among the owner's own reads one index."""
    number = models.PositiveSmallIntegerField(_("version"))
    is_current = models.BooleanField(_("in use"), default=False)
    """The same as `SoulID.version`, for the index that is searched."""
    embedding = VectorField(dimensions=LENGTH)
    """Who it is: of unit length; distances are Euclidean, as `reklamai.media.faces.identity.distance`."""
    report = models.JSONField(_("report"), default=dict)
    """`soulids.media.training.QualityReport` as JSON; photos are named by the ids of their rows."""
    references = models.JSONField(default=list)
    """Ids of the photos to show to models of vendors, best first."""
    master = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The picture of the person that cards show and models get first."""
    master_apart = models.FloatField(null=True, blank=True)
    """Its distance to the person, without the photo it was made from."""
    master_source = models.CharField(max_length=120, blank=True)
    """Who made it: "portrait" for our own engine, else the model's id; "photo" for the best photo as it is."""
    cut = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The person cut out, with alpha, for our own engine."""
    order = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.SET_NULL, related_name="soul_versions"
    )
    trained_at = models.DateTimeField(_("trained"), default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("version of a Soul ID"), _("versions of a Soul ID")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["owner"], condition=Q(is_current=True), name="version_owner_current"),
            HnswIndex(
                fields=["embedding"], opclasses=["vector_l2_ops"], m=16, ef_construction=64,
                condition=Q(is_current=True), name="version_embedding",
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["soul", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(fields=["soul"], condition=Q(is_current=True), name="one_current_version"),
        ]

    def __str__(self) -> str:
        return f"{self.soul_id} {self.number}"

    @property
    def quality(self) -> QualityReport | None:
        """The report; None for a form that is read no more."""
        try:
            return QualityReport.from_json(self.report)
        except ValueError:
            return None


class SoulMaster(models.Model):
    """A picture that a vendor's model makes, or has made, to become the master image."""

    soul = models.ForeignKey("soulids.SoulID", on_delete=models.CASCADE, related_name="masters")
    order = models.OneToOneField("studio.Generation", on_delete=models.CASCADE, related_name="soul_master")
    apart = models.FloatField(null=True, blank=True)
    """Distance to the person; empty while it is not measured, or where it shows no face."""
    passed = models.BooleanField(null=True)
    """Whether it is this person, by measure; empty while nobody has looked."""

    class Meta:
        verbose_name, verbose_name_plural = _("master image"), _("master images")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)


class SoulLora(models.Model):
    """Weights that a vendor has trained on the photos, for models that take them."""

    soul = models.ForeignKey("soulids.SoulID", on_delete=models.CASCADE, related_name="loras")
    order = models.OneToOneField("studio.Generation", null=True, on_delete=models.SET_NULL, related_name="soul_lora")
    destination = models.CharField(max_length=200)
    """The vendor's model "owner/name" that this training makes; random, so that it tells nobody who it is."""
    trained_version = models.CharField(max_length=120, blank=True)
    """The vendor's version of it; empty before the training is done."""
    weights = models.CharField(max_length=500, blank=True)
    """Where the vendor keeps them."""
    file = models.FileField(max_length=300, blank=True)
    """Our own copy of them; empty where there is none. A column of files, so that no sweep takes it for unused."""
    trigger = models.CharField(max_length=40)
    """The word that calls the person up in a prompt."""
    cost = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    trained_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("weights of a Soul ID"), _("weights of Soul IDs")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["destination"], name="one_lora_per_destination")]

    def __str__(self) -> str:
        return self.destination
