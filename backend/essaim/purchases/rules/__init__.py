"""What decides of group purchases, with neither database nor clock."""
