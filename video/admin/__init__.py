"""Staff's rooms for the camera: importing this package registers them."""

from video.admin import plates, presets, terms

__all__ = ["plates", "presets", "terms"]
