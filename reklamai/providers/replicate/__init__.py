"""Replicate: trains a person's weights (LoRA) and makes pictures with them."""
