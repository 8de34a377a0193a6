"""Every SELECT of group purchases."""
