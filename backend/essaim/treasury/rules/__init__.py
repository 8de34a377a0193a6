"""Rules of the treasury: pure, by format."""
