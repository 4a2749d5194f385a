from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from studio.models.asked import Asked
from studio.models.status import OPEN, Status

if TYPE_CHECKING:
    from studio.models.asset import Asset
    from studio.models.user import User


class GenerationQuerySet(models.QuerySet["Generation"]):
    def visible_to(self, user: User) -> GenerationQuerySet:
        """This user's, the bin left out."""
        return self.filter(owner=user, deleted_at=None)

    def in_bin_of(self, user: User) -> GenerationQuerySet:
        """This user's that can be restored."""
        return self.filter(owner=user, deleted_at__isnull=False).within_bin_days()

    def standing(self) -> GenerationQuerySet:
        """One for each item: of its takes, the one that is shown."""
        return self.filter(shown=True)

    def standing_in_bin(self) -> GenerationQuerySet:
        """In the bin, too, those that went there alone while their item stays."""
        stays = Generation.objects.filter(first_take=OuterRef("first_take"), shown=True, deleted_at=None)
        return self.filter(Q(shown=True) | Exists(stays))

    def within_bin_days(self) -> GenerationQuerySet:
        """All but those that were deleted too long ago: of them only the row is left, for the ledger."""
        line = timezone.now() - timedelta(days=settings.BIN_DAYS)
        return self.filter(Q(deleted_at=None) | Q(deleted_at__gt=line))

    def works(self) -> GenerationQuerySet:
        """Those that are works of their own, and not the looks that a room takes at a picture."""
        return self.exclude(kind__in=settings.UTILITY_KINDS)

    def open(self) -> GenerationQuerySet:
        return self.filter(status__in=OPEN)

    def wanted(self) -> GenerationQuerySet:
        """All but takes that wait to see whether they are needed, and those that were not."""
        return self.filter(standby=False)


class Generation(Asked):
    """One piece of paid or free work, from the order to its result. The truth about work; the queue is plumbing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="generations")
    project = models.ForeignKey(
        "studio.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="generations"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    """Comes with the form or the Idempotency-Key header: the same key is the same order."""
    item = models.PositiveSmallIntegerField(default=0)
    """Which of the order's items this is."""
    take = models.PositiveSmallIntegerField(_("take"), default=1)
    """Which attempt at this item that its owner pays for: 2 is made if the first one was not like enough."""
    first_take = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="takes")
    """Of an item that may be made again, the same for all its takes; the first one points at itself."""
    standby = models.BooleanField(_("in standby"), default=False)
    """Ordered and held for, and in no queue: nobody knows yet whether it is needed. It stays so if it was not."""
    shown = models.BooleanField(default=True)
    """Whether it stands for its item in lists: of the takes of one item, one does."""
    finishing = models.BooleanField(_("being finished"), default=False)
    """Its maker is through with it: our own finish is what is left to do, on a worker for pixels."""
    retakes = models.JSONField(default=dict, blank=True)
    """`studio.ask.Retakes` as it was asked, the same for all takes."""
    ask_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the ask: the same key with another ask is refused."""

    # What came of it
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress, %"), default=0)
    stage = models.CharField(_("stage"), max_length=40, blank=True)
    audio = models.ForeignKey(
        "studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="sounds_of"
    )
    sent = models.JSONField(_("what was sent"), default=dict, blank=True)
    """`studio.engines.base.Sent` as it stood when the order was taken."""
    notes = models.JSONField(_("notes of the maker"), default=dict, blank=True)
    """What the maker understood, adjusted or ignored."""
    scores = models.JSONField(_("scores"), default=dict, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(_("error"), blank=True)

    # Money
    price = models.PositiveIntegerField(_("price"), default=0)
    cost = models.DecimalField(_("cost, USD"), max_digits=10, decimal_places=4, null=True, blank=True)

    # The work
    provider = models.CharField(_("provider"), max_length=20)
    provider_ref = models.CharField(max_length=200, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    """Set before an order leaves for a vendor: from then on it is never sent again."""
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)
    """What its engine has told so far that it need not find out again, if its worker dies. Emptied when it is over."""
    ask_after = models.DateTimeField(null=True, blank=True)
    """A vendor has it; nobody works on it here before this moment."""
    deadline_at = models.DateTimeField(null=True, blank=True)
    expected_s = models.FloatField(null=True, blank=True)

    revision = models.PositiveIntegerField(default=0, editable=False)
    """Grows with every change of the row, by a trigger: of two drawings of its card, a page keeps the newer."""

    favourite = models.BooleanField(_("favourite"), default=False)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    words = models.GeneratedField(
        expression=SearchVector("prompt", config="russian"), output_field=SearchVectorField(), db_persist=True
    )
    """The prompt for full-text search; the Russian configuration stems English words too."""

    objects = GenerationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("generation"), _("generations")
        ordering = ["-created_at", "-id"]
        permissions = [
            ("run_generation", "Can cancel, retry and requeue orders"),
            ("return_generation", "Can give back what an order cost"),
            ("open_case", "Can open a case on an order, to see its words and pictures for a day"),
            ("see_pictures", "Can see all customers' words and pictures, without a case"),
            ("view_operations", "Can see how the studio works: queues, processes, times"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="generation_newest"),
            models.Index(
                fields=["owner", "-created_at", "-id"], condition=Q(deleted_at=None), name="generation_owner_newest"
            ),
            models.Index(
                fields=["owner", "-created_at"],
                condition=Q(deleted_at=None, favourite=True),
                name="generation_owner_favourites",
            ),
            models.Index(
                fields=["owner", "-deleted_at"], condition=Q(deleted_at__isnull=False), name="generation_owner_bin"
            ),
            models.Index(fields=["status", "created_at"], condition=Q(status__in=OPEN), name="generation_open"),
            models.Index(
                fields=["first_take"], condition=Q(standby=True, status=Status.QUEUED), name="take_in_standby"
            ),
            models.Index(fields=["project", "-created_at"], name="generation_project_newest"),
            models.Index(
                fields=["model", "-created_at"],
                condition=Q(status__in=[Status.DONE, Status.FAILED]),
                name="generation_model_newest",
            ),
            GinIndex(fields=["words"], name="generation_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key", "item", "take"], name="one_generation_per_key_item_take"),
            models.UniqueConstraint(fields=["first_take"], condition=Q(shown=True), name="one_shown_take"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_at_most_100"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_is_one_of_ours"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("studio:generation", args=[self.pk])

    @property
    def dom_id(self) -> str:
        """Of its card; all takes of one item share a place on the page."""
        return f"generation-{self.first_take_id or self.pk}"

    @property
    def all_takes(self) -> list[Generation]:
        """Of its item, the first one first; [] for what is made once. Reads nothing more where they were prefetched."""
        if self.first_take is None:
            return []
        return sorted(self.first_take.takes.all(), key=lambda take: take.take)

    @property
    def stands(self) -> Generation:
        """The take that is shown for its item."""
        return next((take for take in self.all_takes if take.shown), self)

    @property
    def in_standby(self) -> bool:
        """Whether it waits to see whether it is needed."""
        return self.standby and self.status == Status.QUEUED

    @property
    def was_not_needed(self) -> bool:
        return self.standby and self.status == Status.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.status not in OPEN

    @property
    def is_free(self) -> bool:
        return self.price == 0

    @property
    def is_draft(self) -> bool:
        """Drawn by our own engine: never to be taken for a model's work."""
        return self.provider == "local" and self.kind not in settings.PAGE_KINDS

    @property
    def results(self) -> list[Asset]:
        """Its files, the main one first. Reads nothing more where `assets` was prefetched."""
        return [asset for asset in self.assets.all() if asset.deleted_at is None]

    @property
    def result(self) -> Asset | None:
        return next(iter(self.results), None)

    @property
    def elapsed_s(self) -> float:
        """Seconds of work so far, or in all."""
        if self.started_at is None:
            return 0.0
        return max(timedelta(), (self.finished_at or timezone.now()) - self.started_at).total_seconds()

    @property
    def waited_s(self) -> float:
        """Seconds between the order and the start."""
        return max(timedelta(), (self.started_at or timezone.now()) - self.created_at).total_seconds()
