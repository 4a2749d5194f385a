from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anchors.models.anchor import Element, ReferenceAnchor

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from studio.models import User

SLOTS: Final = (Element.FACE, Element.CLOTHING, Element.ENVIRONMENT, Element.LIGHTING)
"""Each is the name of a column, and of the element that it takes."""


class MultiReferenceQuerySet(models.QuerySet["MultiReference"]):
    def visible_to(self, user: User) -> MultiReferenceQuerySet:
        """This user's, the bin left out."""
        return self.filter(owner=user, deleted_at=None)

    def in_bin_of(self, user: User) -> MultiReferenceQuerySet:
        """This user's that can be restored."""
        return self.filter(owner=user, deleted_at__gt=timezone.now() - timedelta(days=settings.BIN_DAYS))


def slot(label: StrPromise) -> models.ForeignKey[ReferenceAnchor | None, ReferenceAnchor | None]:
    return models.ForeignKey(
        ReferenceAnchor, verbose_name=label, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class MultiReference(models.Model):
    """Up to four anchors together: whose face, which clothes, where, in what light."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="multi_references")
    name = models.CharField(_("name"), max_length=120)
    face = slot(_("Face"))
    clothing = slot(_("Clothes"))
    environment = slot(_("Place"))
    lighting = slot(_("Light"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = MultiReferenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("multi-reference"), _("multi-references")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["owner", "-created_at", "-id"], condition=Q(deleted_at=None), name="multi_owner_newest"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # never the name: staff's pages have this in their titles, and it is its owner's word

    @property
    def dom_id(self) -> str:
        return f"multi-{self.pk}"

    @property
    def slots(self) -> dict[str, ReferenceAnchor]:
        """The filled slots: element -> anchor. Anchors in the bin are left out."""
        filled = {str(name): getattr(self, name) for name in SLOTS}
        return {name: anchor for name, anchor in filled.items() if anchor is not None and anchor.deleted_at is None}
