"""Rows and named queries; nothing outside this package names a column."""
