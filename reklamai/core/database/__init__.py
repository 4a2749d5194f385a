"""Django's PostgreSQL backend, which brings the embedded server up when the first connection is wanted."""
