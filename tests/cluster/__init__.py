"""The studio on several machines: a base of PostgreSQL, Redis and a bucket, and processes that share nothing else."""
