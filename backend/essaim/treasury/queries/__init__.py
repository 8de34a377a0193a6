"""Read the treasury, by what each module tells."""
