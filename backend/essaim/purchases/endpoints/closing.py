"""Close a lot, share a rebate."""
