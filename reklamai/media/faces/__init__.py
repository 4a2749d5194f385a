"""Faces in pictures: where they are, how they are built, what skin they have, who they are."""

from reklamai.media.faces import identity
from reklamai.media.faces.find import find_faces
from reklamai.media.faces.model import Face
from reklamai.media.faces.proportions import Proportions, proportions
from reklamai.media.faces.skin import Skin, skin

__all__ = ["Face", "Proportions", "Skin", "find_faces", "identity", "proportions", "skin"]
