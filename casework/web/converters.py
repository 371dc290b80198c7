"""Values in addresses, parsed at the edge."""

from werkzeug.routing import BaseConverter


class Id(BaseConverter):
    """16 bytes in lower-case hex."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> bytes:
        """The bytes."""
        return bytes.fromhex(value)

    def to_url(self, value: bytes) -> str:
        """The hex."""
        return value.hex()


class HashOf(Id):
    """32 bytes in lower-case hex."""

    regex = "[0-9a-f]{64}"


class PartNumber(BaseConverter):
    """A number of at most four digits."""

    regex = "0|[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)
