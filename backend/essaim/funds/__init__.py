"""Common funds: contributions, calls, projects, commitments, payments approved by two."""
