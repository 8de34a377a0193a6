"""Every SELECT of allocations."""
