"""The room's tables."""

from anchors.models.anchor import AnchorCut, Element, ReferenceAnchor
from anchors.models.multi import SLOTS, MultiReference

__all__ = ["SLOTS", "AnchorCut", "Element", "MultiReference", "ReferenceAnchor"]
