"""The office program: officers open, answer and, later, investigate reports here."""
