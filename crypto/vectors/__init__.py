"""Vectors: inputs and outcomes, friendly and hostile, that both languages are held to."""
