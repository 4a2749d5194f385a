from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models import User

LEAST_SHOTS, MOST_SHOTS = 2, 6
SEEDS = 2**31


def any_seed() -> int:
    return secrets.randbelow(SEEDS)


class FilmStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    PARTIAL = "partial", _("Done in part")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class FilmQuerySet(models.QuerySet["MultiShotGeneration"]):
    def visible_to(self, user: User) -> FilmQuerySet:
        """This user's, the bin left out."""
        return self.filter(owner=user, deleted_at=None)

    def in_bin_of(self, user: User) -> FilmQuerySet:
        """This user's that can be restored."""
        return self.filter(owner=user, deleted_at__gt=timezone.now() - timedelta(days=settings.BIN_DAYS))


class MultiShotGeneration(models.Model):
    """A storyboard and the film that is made of it: two to six shots, joined."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="films")
    project = models.ForeignKey(
        "studio.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="films"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    aspect_ratio = models.CharField(_("format"), max_length=10, default="16:9")
    resolution = models.CharField(_("resolution"), max_length=12, default="1080p")
    model = models.CharField(_("model"), max_length=120, default="draft-clip")
    """Makes every shot that names none of its own."""
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    """Settings of that model by role, beside format, length and seed."""
    native = models.BooleanField(_("one order"), default=False)
    """All shots are one order at a model that takes a list of shots, and come back as one clip."""
    status = models.CharField(_("status"), max_length=10, choices=FilmStatus.choices, default=FilmStatus.DRAFT)
    combined_video = models.ForeignKey(
        "studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    combined_hash = models.CharField(max_length=64, blank=True)
    """Of what the film was joined from."""
    animatic = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    animatic_hash = models.CharField(max_length=64, blank=True)
    trouble = models.TextField(_("trouble"), blank=True)
    """A sentence for its owner: why what is rendered could not be joined; "" if nothing is wrong."""
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Grows with every change that a person makes: of two tabs, the older one is told."""
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("storyboard"), _("storyboards")
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["owner", "-updated_at", "-id"], condition=Q(deleted_at=None), name="film_owner_newest")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=FilmStatus.values), name="film_status_is_one_of_ours")
        ]

    def __str__(self) -> str:
        return f"storyboard {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("video:storyboard", args=[self.pk])

    @property
    def project_in_use(self) -> uuid.UUID | None:
        """The project that its works are filed in; None while that lies in the bin."""
        return self.project_id if self.project and self.project.deleted_at is None else None


class Shot(models.Model):
    """One shot of a storyboard, in the order of their positions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    film = models.ForeignKey(MultiShotGeneration, on_delete=models.CASCADE, related_name="shots")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    """From 0; whoever changes one holds the lock of the film's row."""
    prompt = models.TextField(_("prompt"), blank=True)
    duration_s = models.PositiveSmallIntegerField(_("seconds"), default=4)
    """2..15; a model that cannot make exactly so much makes the next longer that it can."""
    camera = models.JSONField(_("camera"), default=dict, blank=True)
    """As `studio.ask.Ask.camera`; {} for none. A chosen preset is written out in full beside its id."""
    references = models.JSONField(_("references"), default=list, blank=True)
    """[{"source", "id", "role", "strength"}], as an order names them."""
    start_frame = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    end_frame = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    picture = models.ForeignKey("studio.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """A sketch or a picture that the animatic shows; no model gets it."""
    continues = models.BooleanField(_("continues"), default=False)
    """It starts on the last frame of the shot before it; of the first shot it says nothing."""
    line = models.TextField(_("line"), blank=True)
    """What is said in it: spoken under it, and the caption of its time."""
    voice = models.JSONField(_("voice"), default=dict, blank=True)
    """{"model", "parameters"} of who says its line; {} for the voice of the board."""
    fits_line = models.BooleanField(_("as long as its line"), default=False)
    """Its length follows the line that is spoken in it."""
    model = models.CharField(_("model"), max_length=120, blank=True)
    """Empty: the film's."""
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    """Settings of its own model by role; of the film's model the film's settings hold."""
    seed = models.BigIntegerField(_("seed"), default=any_seed)
    """The same words with the same seed are the same shot; another take is another seed."""
    locked = models.BooleanField(_("locked"), default=False)
    """It is neither changed nor rendered again."""
    join_style = models.CharField(_("join"), max_length=12, default="cut")
    """How it joins to the next: of `reklamai.media.film.model`."""
    join_seconds = models.FloatField(default=0.5)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Removed from the board; it can be put back while the page that removed it says so."""

    class Meta:
        verbose_name, verbose_name_plural = _("shot"), _("shots")
        ordering = ["film", "position", "id"]
        indexes = [models.Index(fields=["film", "position"], name="shot_place")]

    def __str__(self) -> str:
        return f"shot {self.id}"


class ShotPart(models.TextChoices):
    SHOT = "shot", _("Shot")
    FRAME = "frame", _("Last frame")
    SKETCH = "sketch", _("Sketch")
    FILM = "film", _("Film")
    ANIMATIC = "animatic", _("Animatic")
    NATIVE = "native", _("All shots in one order")


class ShotOrder(models.Model):
    """One order that was made for a storyboard, and of which content."""

    id = models.BigAutoField(primary_key=True)
    film = models.ForeignKey(MultiShotGeneration, on_delete=models.CASCADE, related_name="orders")
    shot = models.ForeignKey(Shot, null=True, blank=True, on_delete=models.CASCADE, related_name="orders")
    """Empty for what is made of the whole board."""
    generation = models.OneToOneField("studio.Generation", on_delete=models.CASCADE, related_name="shot_order")
    part = models.CharField(_("part"), max_length=8, choices=ShotPart.choices)
    content_hash = models.CharField(max_length=64)
    """Of all that makes it: with the same hash it need not be made again."""
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers")
    """The shot whose last frame it waits for; empty once it has it."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("order of a storyboard"), _("orders of storyboards")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["film", "part", "-id"], name="shot_order_part"),
            models.Index(fields=["shot", "part", "content_hash"], name="shot_order_content"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.generation_id}"
