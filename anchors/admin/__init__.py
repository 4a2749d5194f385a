"""Staff's rooms for anchors: importing this package registers them."""

from anchors.admin import anchors, multi

__all__ = ["anchors", "multi"]
