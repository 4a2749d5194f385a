"""What the API of the cinema room reads and shows."""
