"""Sentences that must stay true, told on real databases and in real browsers."""
