"""Orders fulfilled by KIE.ai."""
