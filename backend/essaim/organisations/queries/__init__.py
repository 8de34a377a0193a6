"""Every SELECT of organisations: `directory` searches among all, `records` reads one."""
