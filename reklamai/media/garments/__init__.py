"""Clothes in a picture: where they are, how they are patterned, and the same clothes in another colour."""

from reklamai.media.garments.dye import apply_pattern, recolour
from reklamai.media.garments.model import Garment, Pattern, PatternName
from reklamai.media.garments.pattern import judge
from reklamai.media.garments.region import find_garment

__all__ = ["Garment", "Pattern", "PatternName", "apply_pattern", "find_garment", "judge", "recolour"]
