from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from studio.models import Status
from studio.models.status import OPEN

if TYPE_CHECKING:
    from studio.models import User


class SoulStatus(models.TextChoices):
    """How far a person has been learned. Follows from the rows: no column says it, so none can say it wrongly."""

    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Queued")
    TRAINING = "training", _("Training")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class SoulQuerySet(models.QuerySet["SoulID"]):
    def visible_to(self, user: User) -> SoulQuerySet:
        """This user's and nobody else's: there is no bin, what is deleted is gone."""
        return self.filter(owner=user)

    def ready(self) -> SoulQuerySet:
        """Those that orders can use; one that is trained again is used as it was until the new training is done."""
        return self.filter(version__isnull=False)

    def with_status(self) -> SoulQuerySet:
        """With `said_status`, the same as the property `status`, to filter by."""
        return self.annotate(
            said_status=Case(
                When(training__status=Status.QUEUED, then=Value(SoulStatus.QUEUED)),
                When(training__status=Status.RUNNING, then=Value(SoulStatus.TRAINING)),
                When(version__isnull=False, then=Value(SoulStatus.READY)),
                When(training__status=Status.FAILED, then=Value(SoulStatus.FAILED)),
                default=Value(SoulStatus.DRAFT),
            )
        )


class SoulID(models.Model):
    """A person, learned once from their photos and used everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="soulids")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    """Comes with the form or the Idempotency-Key header: the same key is the same Soul ID."""
    ask_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was asked: the same key with another ask is refused."""
    name = models.CharField(_("name"), max_length=80)
    handle = models.CharField(_("handle"), max_length=40)
    """How prompts name it, after an "@": lower-case letters of any script, digits and "_"."""
    description = models.CharField(_("who it is"), max_length=200, blank=True)
    version = models.ForeignKey(
        "soulids.SoulVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The one that orders use; empty before the first training is done."""
    training = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.SET_NULL, related_name="soulids"
    )
    """The last training that was ordered."""
    training_cost = models.DecimalField(_("cost of training, USD"), max_digits=10, decimal_places=4, default=0)
    """What vendors took for all its trainings."""
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    trained_at = models.DateTimeField(_("trained"), null=True, blank=True)

    objects = SoulQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("Soul ID"), _("Soul IDs")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="soulid_owner_newest")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="one_soulid_per_key"),
            models.UniqueConstraint(fields=["owner", "handle"], name="one_soulid_per_handle"),
            models.CheckConstraint(condition=~Q(handle=""), name="soulid_has_a_handle"),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # never the name: staff's pages have this in their titles, and it is a person's

    def get_absolute_url(self) -> str:
        return reverse("soulids:soul", args=[self.pk])

    @property
    def dom_id(self) -> str:
        return f"soul-{self.pk}"

    @property
    def is_training(self) -> bool:
        return self.training is not None and self.training.status in OPEN

    @property
    def is_ready(self) -> bool:
        """Whether orders can use it."""
        return self.version_id is not None

    @property
    def status(self) -> SoulStatus:
        order = self.training
        if order is not None and order.status in OPEN:
            return SoulStatus.QUEUED if order.status == Status.QUEUED else SoulStatus.TRAINING
        if self.version_id is not None:
            return SoulStatus.READY
        return SoulStatus.FAILED if order is not None and order.status == Status.FAILED else SoulStatus.DRAFT

    @property
    def trouble(self) -> str:
        """Why the last training came to nothing, in the owner's language; "" where it did not fail."""
        order = self.training
        return order.error_message if order is not None and order.status == Status.FAILED else ""
