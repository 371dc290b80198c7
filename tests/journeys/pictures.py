"""A photograph as a phone makes it: with the place and the camera in its hidden details."""

import base64
import struct

from playwright.sync_api import Page

CAMERA = b"Lighthouse Phone 7\0"
PLACE = b"HARROWMERE-DEPOT\0"
DRAW = """() => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 240 });
  const context = canvas.getContext('2d');
  context.fillStyle = 'teal';
  context.fillRect(0, 0, 320, 240);
  context.fillStyle = 'orange';
  context.fillRect(40, 40, 120, 90);
  return canvas.toDataURL('image/jpeg').split(',')[1];
}"""


def photograph_with_its_place(page: Page) -> bytes:
    picture = base64.b64decode(page.evaluate(DRAW))
    exif = b"Exif\0\0" + _tiff()
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + picture[2:]


def _tiff() -> bytes:
    """Two directories, little-endian: the camera's model, and where it stood (TIFF 6, Exif 2.3 §4.6.6)."""
    gps = 8 + 2 + 2 * 12 + 4
    model = gps + 2 + 12 + 4
    place = model + len(CAMERA)
    first = struct.pack("<H", 2)
    first += struct.pack("<HHII", 0x0110, 2, len(CAMERA), model)
    first += struct.pack("<HHII", 0x8825, 4, 1, gps) + struct.pack("<I", 0)
    second = struct.pack("<HHHII", 1, 0x001C, 2, len(PLACE), place) + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8) + first + second + CAMERA + PLACE
