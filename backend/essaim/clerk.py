"""What happens by the calendar: votes open and close, parties leave. Runs as the owner, beside the application."""
