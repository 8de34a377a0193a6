"""Every SELECT on resources, their slots and calendars."""
