"""Staff's rooms: importing this package registers them."""

from studio.admin import accounts, belongings, catalogue, files, money, outside, storage, webhooks, work

__all__ = ["accounts", "belongings", "catalogue", "files", "money", "outside", "storage", "webhooks", "work"]
