from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """By what right a face is learned."""

    OWN_FACE = "own_face", _("It is my own face")
    WRITTEN_PERMISSION = "written_permission", _("This person has given me written permission")
    GUARDIAN = "guardian", _("I am the parent or guardian of this person")
    INVENTED = "invented", _("This person does not exist: the pictures were made by a machine")


class Consent(models.Model):
    """Whose face a Soul ID is, by what right it is learned, who says so and when. Without it nothing is trained."""

    soul = models.OneToOneField("soulids.SoulID", on_delete=models.CASCADE, related_name="consent")
    right = models.CharField(_("by what right"), max_length=20, choices=Right.choices)
    person = models.CharField(_("whose face"), max_length=120)
    """The person's name, as the one who agreed wrote it."""
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now)
    words = models.TextField(_("the words that were agreed to"))
    """As they stood on the page, in its language: what was agreed to must be readable when the page has changed."""

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")

    def __str__(self) -> str:
        return f"{self.right} {self.soul_id}"
