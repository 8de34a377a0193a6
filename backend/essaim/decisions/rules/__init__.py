"""Who votes, when, and how votes are counted. Pure."""
