"""Where private files lie: a folder of this machine, or a bucket. Both keep a file whole or not at all."""

from __future__ import annotations

from reklamai.core.stores.base import Entry, Store, store, type_of

__all__ = ["Entry", "Store", "store", "type_of"]
