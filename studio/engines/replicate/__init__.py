"""Orders fulfilled by Replicate."""
