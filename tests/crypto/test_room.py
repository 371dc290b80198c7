"""How much fits at a floor: what pages promise to officers and reporters who write."""

import pytest

from crypto.errors import TooLarge
from crypto.padding import FLOOR_ITEM, FLOOR_REPORT, FLOOR_SMALL, pad, room_at


@pytest.mark.parametrize(
    ("floor", "most"), [(FLOOR_SMALL, 760), (FLOOR_ITEM, 12_280), (FLOOR_REPORT, 24_568)]
)
def test_the_most_that_fits_at_a_floor_fits_and_one_byte_more_does_not(floor, most):
    assert room_at(floor) == most
    assert len(pad(bytes(most), floor, only=True)) == floor
    with pytest.raises(TooLarge, match=str(most)):
        pad(bytes(most + 1), floor, only=True)
