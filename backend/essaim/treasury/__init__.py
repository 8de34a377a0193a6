"""Payment files for the bank, and bank lines matched with statements."""
