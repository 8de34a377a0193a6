"""`essaim check`: named invariants of the whole database. `essaim audit verify`: every chain recomputed."""
