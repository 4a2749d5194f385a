"""`manage.py dev`: one command that starts everything, keeps it running and stops it cleanly.

It does not set Django up: the commands it starts do that, and the first page should not wait for it twice.
"""
