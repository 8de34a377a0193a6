"""Partnerships: agreements by which two sides promise each other something, and the balance of their promises.

Invariants: a promise is made by a party of that side; its value is quantity × measure × value of one unit, rounded
once to the cent, half up; an imbalance above the tolerance agreed is told, with what would bring it back within it.
A promise is no accounting entry: its treatment is `memo` unless the parties choose otherwise.
"""
