"""Bookings: an organisation's use of a resource during a period.

A booking that asks or holds has one slot per unit; two slots of a unit never overlap (`booking_slots_no_overlap`),
and a refused or cancelled booking has none: the database deletes them. Others see that a slot is taken; only the
booking organisation and the steward see by whom and why.
"""
