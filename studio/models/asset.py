from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from studio.statements import statement_of

if TYPE_CHECKING:
    from studio.models.user import User


UNSHOWN_FORMATS = ("prores_hq", "hevc10")
"""Masters that browsers do not play: none reads ProRes, and 10-bit HEVC only some on some machines."""


class AssetKind(models.TextChoices):
    PICTURE = "picture", _("Picture")
    CLIP = "clip", _("Clip")
    SOUND = "sound", _("Sound")
    ARCHIVE = "archive", _("Archive")
    """Pictures in one ZIP: a master of a clip as a sequence. Only we make them; none is taken as an upload."""


class AssetOrigin(models.TextChoices):
    UPLOAD = "upload", _("Upload")
    RESULT = "result", _("Result")


class AssetQuerySet(models.QuerySet["Asset"]):
    def visible_to(self, user: User) -> AssetQuerySet:
        return self.filter(owner=user, deleted_at=None)

    def listed_for(self, user: User) -> AssetQuerySet:
        """Uploads and results of works: without what lies in the bin with its work, and what rooms have cut out."""
        rows = self.visible_to(user).filter(generation__deleted_at=None, room="")
        return rows.exclude(generation__kind__in=settings.UTILITY_KINDS)


class Asset(models.Model):
    """One file that we keep for its owner: checked, measured, named by its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assets")
    project = models.ForeignKey(
        "studio.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="assets"
    )
    generation = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.CASCADE, related_name="assets"
    )
    """What made it; empty for an upload."""
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=AssetKind.choices)
    origin = models.CharField(_("origin"), max_length=8, choices=AssetOrigin.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    file = models.FileField(_("file"), max_length=300)
    thumbnail = models.FileField(_("thumbnail"), max_length=300, blank=True)
    """A small WebP: the picture, the clip's poster, the sound's waveform."""
    content_type = models.CharField(_("content type"), max_length=60)
    size_bytes = models.BigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    duration_s = models.FloatField(_("seconds"), null=True, blank=True)
    fps = models.FloatField(null=True, blank=True)
    has_sound = models.BooleanField(default=False)
    metadata = models.JSONField(default=dict, blank=True)
    room = models.CharField(max_length=20, blank=True)
    """Which room keeps it for itself ("soulids"): no library shows it and no order names it; empty: its owner's own."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("asset"), _("assets")
        ordering = ["position", "-created_at", "id"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="asset_owner_newest"),
            models.Index(fields=["sha256"], name="asset_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "position"],
                condition=models.Q(generation__isnull=False),
                name="one_asset_per_place_in_a_result",
            )
        ]

    def __str__(self) -> str:
        return str(self.id) if self.room else self.name or str(self.id)  # a room's file may be named after a person

    @property
    def file_url(self) -> str:
        """The door that checks the owner."""
        return reverse("studio:asset-file", args=[self.pk])

    @property
    def thumbnail_url(self) -> str:
        return reverse("studio:asset-thumbnail", args=[self.pk]) if self.thumbnail else ""

    @property
    def is_clip(self) -> bool:
        return self.kind == AssetKind.CLIP

    @property
    def is_picture(self) -> bool:
        return self.kind == AssetKind.PICTURE

    @property
    def is_sound(self) -> bool:
        return self.kind == AssetKind.SOUND

    @property
    def is_archive(self) -> bool:
        return self.kind == AssetKind.ARCHIVE

    @property
    def is_shown_by_browsers(self) -> bool:
        """Whether a page can show the file itself; of all others it shows the small picture."""
        coded = self.metadata.get("master", {}).get("format", "")
        return not self.is_archive and self.content_type != "image/tiff" and coded not in UNSHOWN_FORMATS

    @property
    def statement(self) -> str:
        """Of a master, what its pixels truly carry, in the active language."""
        return statement_of(self.metadata)

    @property
    def stored_name(self) -> str:
        """Name of the file in our storage."""
        return self.file.name or ""

    @property
    def extension(self) -> str:
        return self.stored_name.rpartition(".")[2]
