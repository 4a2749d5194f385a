"""Staff's rooms for the camera: importing this package registers them."""

from video.admin import films, plates, presets, sounds, terms

__all__ = ["films", "plates", "presets", "sounds", "terms"]
