"""Stand-in people of the draft engine, drawn as vectors."""

from reklamai.media.scene.figures.draw import draw_person
from reklamai.media.scene.figures.model import Figure

__all__ = ["Figure", "draw_person"]
