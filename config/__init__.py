"""Settings and wiring shared by the two programs."""
