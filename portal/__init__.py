"""The public program: takes sealed reports in, hands sealed replies out, and can open neither."""
