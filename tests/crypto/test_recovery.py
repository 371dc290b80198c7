"""A recovery group's key in shares: enough of them give it back, fewer give nothing."""

import os
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import Malformed, Refused
from crypto.names import Seed
from crypto.recovery import join_shares, read_share, share_word, split_seed

SEED = Seed(os.urandom(32))
SHARES = split_seed(SEED, 3, 5)


def test_any_three_of_five_shares_give_the_key_back():
    for some in combinations(SHARES, 3):
        assert join_shares(some) == SEED
    assert join_shares(SHARES) == SEED


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_shares_give_nothing(count):
    for some in combinations(SHARES, count):
        with pytest.raises(Refused, match="3 shares are needed"):
            join_shares(some)


def test_no_share_at_all_one_share_twice_and_shares_of_two_keys_are_refused():
    other = split_seed(Seed(os.urandom(32)), 3, 5)
    for some in ((), (*SHARES[:2], SHARES[0]), (*SHARES[:2], other[2])):
        with pytest.raises(Refused):
            join_shares(some)


def test_a_share_knows_its_number_and_how_many_are_needed():
    assert [(share.number, share.threshold, len(share.words)) for share in SHARES] == [
        (number, 3, 33) for number in range(1, 6)
    ]


def test_a_share_is_read_from_the_first_four_letters_of_its_words():
    assert read_share([word[:4] for word in SHARES[0].words]) == SHARES[0]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 32), st.sampled_from(SHARES[1].words))
def test_one_wrong_word_is_noticed(at, word):
    words = list(SHARES[0].words)
    if words[at] == word:
        return
    words[at] = word
    with pytest.raises(Malformed, match="not together"):
        read_share(words)


def test_words_off_the_list_and_missing_words_are_told_apart():
    with pytest.raises(Malformed, match="not on the list"):
        share_word("candour")
    with pytest.raises(Malformed, match="not on the list"):
        share_word("aca")
    with pytest.raises(Malformed, match="33 words"):
        read_share(SHARES[0].words[:-1])


@pytest.mark.parametrize(("threshold", "shares"), [(1, 5), (0, 0), (6, 5), (2, 17)])
def test_a_split_that_protects_nothing_is_refused(threshold, shares):
    with pytest.raises(Malformed):
        split_seed(SEED, threshold, shares)
