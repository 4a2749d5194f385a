"""Camera moves over layered scenes and pictures."""

from reklamai.media.camera.stills import from_picture

__all__ = ["from_picture"]
