"""What goes in and out of group purchases."""
