"""How a book becomes accounting entries: accounts, journals, opening balances, the tax file and its checks. Pure."""
