"""The mathematics of sharing: pure functions, exact, without a word of the application."""
