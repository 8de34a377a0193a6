"""Pools: agreements by which organisations share means. Everything but the address is in `agreements`."""
