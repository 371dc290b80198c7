"""Logins at the postbox, and reports dropped in as the portal drops them."""

import hashlib
import os

import psycopg

TABLES = ("deposit", "part", "done", "mailbox", "reply", "published", "day_count", "spent")


def sha256(value):
    return hashlib.sha256(value).digest()


def connect(url):
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def drop_in(portal, times=1):
    """Drop reports in as the portal does; returns the last one's lookup and H(auth)."""
    for _ in range(times):
        lookup, auth_hash, payload = os.urandom(16), os.urandom(32), os.urandom(65_000)
        told = portal.execute(
            "select postbox.send_report(%s, %s, %s, 0, %s, %s, %s)",
            [os.urandom(16), sha256(payload), payload, lookup, auth_hash, os.urandom(16_455)],
        ).fetchone()
        assert told == ("done",)
    return lookup, auth_hash
