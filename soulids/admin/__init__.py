"""Staff's rooms for Soul IDs: importing this package registers them."""

from soulids.admin import erasures, souls

__all__ = ["erasures", "souls"]
