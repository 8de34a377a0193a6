"""Questions put to the members' votes, and their effects when adopted."""
