"""What a person wants to know at eight on a Monday: what awaits them, what is coming, what they share."""
