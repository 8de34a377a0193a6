"""Documents of a round."""
