"""Every read of exits."""
