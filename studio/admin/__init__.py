"""Staff's rooms: importing this package registers them."""

from studio.admin import accounts, catalogue, money, storage, work

__all__ = ["accounts", "catalogue", "money", "storage", "work"]
