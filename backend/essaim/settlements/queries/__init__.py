"""What is read of settlements."""
