"""What the server keeps of an officer's passphrase, and what it says of people it does not know."""

import pytest

from crypto.code import word_list
from crypto.errors import CannotOpen
from crypto.vault import absent_account, hash_auth_key, new_passphrase, verify_auth_key

AUTH_KEY = bytes(range(32))


def test_a_passphrase_is_seven_words_of_the_list_and_never_the_same():
    first, second = new_passphrase().split(" "), new_passphrase().split(" ")

    assert len(first) == len(second) == 7
    assert first != second
    assert set(first) <= set(word_list())


def test_the_right_auth_key_is_let_in_and_another_is_not():
    stored = hash_auth_key(AUTH_KEY)

    verify_auth_key(stored, AUTH_KEY)
    for kept, tried in ((stored, bytes(32)), ("not a hash", AUTH_KEY)):
        with pytest.raises(CannotOpen):
            verify_auth_key(kept, tried)


def test_an_unknown_user_always_gets_the_same_answer_and_each_their_own():
    asked = [absent_account(b"secret", name) for name in ("ann", "ann", "bob")]

    assert asked[0] == asked[1] != asked[2]
    assert [len(part) for part in asked[0]] == [16, 16]
