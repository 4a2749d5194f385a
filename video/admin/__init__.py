"""Staff's rooms for the camera: importing this package registers them."""

from video.admin import films, plates, presets, terms

__all__ = ["films", "plates", "presets", "terms"]
