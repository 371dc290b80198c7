"""Recovery: what a group of people together can give back when an office has lost its keys (protocol §9)."""
