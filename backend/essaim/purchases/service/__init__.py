"""What is done with group purchases, in the transaction of the caller."""
