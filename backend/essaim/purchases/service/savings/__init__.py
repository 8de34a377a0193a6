"""What group purchases save: each organisation's own figures, and those of the network as far as they may be told."""
