from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anchors.media.features import VERSION, Features
from studio.models import Generation, Status

if TYPE_CHECKING:
    from studio.models import User


class Element(models.TextChoices):
    """What an anchor can hold an order to; the same words as `anchors.media.features.ELEMENTS`."""

    FACE = "face", _("Face")
    CLOTHING = "clothing", _("Clothes")
    LIGHTING = "lighting", _("Light")
    ENVIRONMENT = "environment", _("Place")
    PRODUCT = "product", _("Product")


class AnchorQuerySet(models.QuerySet["ReferenceAnchor"]):
    def visible_to(self, user: User) -> AnchorQuerySet:
        """This user's, the bin left out."""
        return self.filter(owner=user, deleted_at=None)

    def in_bin_of(self, user: User) -> AnchorQuerySet:
        """This user's that can be restored."""
        return self.filter(owner=user, deleted_at__gt=timezone.now() - timedelta(days=settings.BIN_DAYS))

    def read(self) -> AnchorQuerySet:
        """Those whose features are there, in the form that is read today."""
        return self.filter(features_version=VERSION)


class ReferenceAnchor(models.Model):
    """A picture, what was found in it, and which of that later orders are held to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="anchors")
    project = models.ForeignKey(
        "studio.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="anchors"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    """Comes with the form or the Idempotency-Key header: the same key is the same anchor."""
    ask_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was asked: the same key with another ask is refused."""
    name = models.CharField(_("name"), max_length=120)
    image = models.ForeignKey("studio.Asset", on_delete=models.PROTECT, related_name="anchors")
    main_face = models.PositiveSmallIntegerField(_("main face"), null=True, blank=True)
    """Which face the features are of, where its owner has picked one; empty: the extraction's choice."""
    extracted_features = models.JSONField(_("what was found"), default=dict, blank=True)
    """`anchors.media.features.Features` as JSON; {} before the first extraction has ended."""
    features_version = models.PositiveSmallIntegerField(default=0, editable=False)
    """In which form it stands; 0 before the first extraction has ended."""
    found_elements = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    """The names of what was found, beside it: a list of forty anchors would read a megabyte of mesh points for them."""
    locked_elements = ArrayField(
        models.CharField(max_length=12, choices=Element.choices),
        verbose_name=_("locked"),
        default=list,
        blank=True,
    )
    extraction = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.SET_NULL, related_name="anchors"
    )
    """The last order that looked at the picture; empty where an equal picture had been looked at before."""
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("anchor"), _("anchors")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["owner", "-created_at", "-id"], condition=Q(deleted_at=None), name="anchor_owner_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="one_anchor_per_key"),
            models.CheckConstraint(
                condition=Q(locked_elements__contained_by=Element.values), name="locked_elements_are_ours"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # never the name: staff's pages have this in their titles, and it is its owner's word

    @property
    def dom_id(self) -> str:
        return f"anchor-{self.pk}"

    @property
    def features(self) -> Features | None:
        """What was found; None before the first extraction has ended, and for a form that is read no more."""
        try:
            return Features.from_json(self.extracted_features)
        except ValueError:
            return None

    @property
    def status(self) -> str:
        """Of its last extraction, in the words of orders; features of the one before stay until a new one is done."""
        return self.extraction.status if self.extraction else Status.DONE

    @property
    def is_being_read(self) -> bool:
        return self.extraction is not None and not self.extraction.is_over

    @property
    def trouble(self) -> str:
        """Why the last extraction found nothing, in the owner's language; "" where it did not fail."""
        extraction: Generation | None = self.extraction
        if extraction is None or extraction.status not in (Status.FAILED, Status.CANCELLED):
            return ""
        return extraction.error_message or str(_("It was stopped."))

    @property
    def is_read(self) -> bool:
        """Whether its picture has been looked at."""
        return self.features_version > 0

    @property
    def found(self) -> list[str]:
        """The elements that were found, in the order of `Element`; none in a form that is read no more."""
        return self.found_elements if self.features_version == VERSION else []

    def take(self, features: Features) -> None:
        """Have these features in place of those before. Does not save."""
        self.extracted_features, self.features_version = features.as_json(), features.version
        self.found_elements = [each for each in Element.values if features.has(each)]  # type: ignore[arg-type]  # the same words

    def holds(self, element: str) -> bool:
        """Whether it holds an order to this: found and locked."""
        return element in self.locked_elements and element in self.found


class AnchorCut(models.Model):
    """One part of an anchor's picture as a file: what references and previews are made of.

    Kept apart from the extraction, so that parts of the last good one serve while a new one runs or after it failed.
    """

    anchor = models.ForeignKey(ReferenceAnchor, on_delete=models.CASCADE, related_name="cuts")
    cut = models.CharField(_("part"), max_length=12)
    """An element, or "portrait"."""
    asset = models.ForeignKey("studio.Asset", on_delete=models.PROTECT, related_name="cut_for")

    class Meta:
        verbose_name, verbose_name_plural = _("part of an anchor"), _("parts of anchors")
        constraints = [models.UniqueConstraint(fields=["anchor", "cut"], name="one_cut_of_a_name_per_anchor")]

    def __str__(self) -> str:
        return f"{self.cut} {self.anchor_id}"
