"""Cutting people and products out of pictures."""

from reklamai.media.mattes.edges import foreground
from reklamai.media.mattes.heads import faces
from reklamai.media.mattes.model import Box, Face, Kind, Matte, Missing
from reklamai.media.mattes.people import find_person, person_matte
from reklamai.media.mattes.products import find_product, product_matte

__all__ = [
    "Box",
    "Face",
    "Kind",
    "Matte",
    "Missing",
    "faces",
    "find_person",
    "find_product",
    "foreground",
    "person_matte",
    "product_matte",
]
