"""What decides of allocations, with neither database nor clock."""
