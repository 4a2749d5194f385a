"""The light of a picture: where the key light stands, how hard and warm it is, how deep its shadows are."""

from anchors.media.light.read import read_light

__all__ = ["read_light"]
