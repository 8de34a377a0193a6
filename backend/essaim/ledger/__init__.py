"""One honest book per agreement: multi-unit double entry, immutable, corrected only by reversal."""
