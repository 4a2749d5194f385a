"""Effects and beds out of words: `read` gives a recipe, `rendering.render` sounds it.

Reading is light and may run in the web process; rendering brings scipy, and is imported where it runs.
"""

from reklamai.media.synth.sounds.model import KINDS, Kind, Layer, Recipe, Span

__all__ = ["KINDS", "Kind", "Layer", "Recipe", "Span"]
