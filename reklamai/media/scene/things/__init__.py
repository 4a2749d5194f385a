"""Stand-in objects of the draft engine, drawn as vectors."""

from reklamai.media.scene.things.draw import Drawn, draw_thing

__all__ = ["Drawn", "draw_thing"]
