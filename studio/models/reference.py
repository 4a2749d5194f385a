from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from studio.models.generation import Generation


class GenerationReference(models.Model):
    """What a generation was made from, copied when it was ordered: reproducible after its source has gone."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=20)
    """A key of REFERENCE_SOURCES: "asset", "anchor", "multi-reference"."""
    source_id = models.CharField(max_length=64)
    role = models.CharField(max_length=30, blank=True)
    """The model's input that its file goes into; empty where only words of it, or its cut and facts, are used."""
    file = models.CharField(max_length=300, blank=True)
    """Name in our storage; files there are named by content and never change."""
    text = models.TextField(blank=True)
    """Words that went into the prompt for it."""
    element = models.CharField(max_length=20, blank=True)
    """What the order holds to by it: face, clothing, lighting, environment, product; empty for a plain file."""
    facts = models.JSONField(default=dict, blank=True)
    """What was measured of the element when it was ordered."""
    strength = models.PositiveSmallIntegerField(null=True, blank=True)
    """How strongly the order holds to it, 1..100; empty where nothing was said of it."""

    class Meta:
        verbose_name, verbose_name_plural = _("reference"), _("references")
        ordering = ["position"]
        indexes = [models.Index(fields=["source", "source_id"], name="reference_used_in")]

    def __str__(self) -> str:
        return f"{self.source}:{self.source_id} {self.role}"

    @property
    def shown_as(self) -> str:
        """What it was used as: the element it holds, else the model's input."""
        return self.element or self.role
