"""Change the treasury, by what each module acts on."""
