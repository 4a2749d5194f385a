"""Engines: each fulfils an order, with a vendor or with our own media."""
