"""What is done with allocations, in the transaction of the caller."""
