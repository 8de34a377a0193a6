"""Every read of funds, by subject. Each starts at the fund as the caller's organisation stands to it."""
