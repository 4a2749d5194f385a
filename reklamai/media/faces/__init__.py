"""Faces in pictures: where they are, how they are built, what skin they have, who they are."""

from reklamai.media.faces import identity
from reklamai.media.faces.find import find_faces
from reklamai.media.faces.model import Face

__all__ = ["Face", "find_faces", "identity"]
