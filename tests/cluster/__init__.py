"""The studio on several machines: PostgreSQL, Redis and a bucket of their own, and processes that share nothing else."""
