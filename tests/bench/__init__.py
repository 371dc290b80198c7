"""What Candour costs, measured in this run: `make bench`."""
