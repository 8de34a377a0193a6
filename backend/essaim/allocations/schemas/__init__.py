"""What goes in and out of allocations."""
