"""Every read of decisions, by what it reads."""
