"""What goes in and out of the treasury, by subject."""
