"""Bytes in, bytes out: the protocol of docs/protocol.md, in Python; browser/ is its JavaScript twin."""
