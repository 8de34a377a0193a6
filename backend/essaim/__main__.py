"""`python -m essaim` is the command `essaim`."""

from essaim.cli import main

main()
