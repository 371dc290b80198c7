"""What the server keeps of an officer's passphrase, and what it says of people it does not know."""

from crypto.code import word_list
from crypto.proof import proof_of
from crypto.vault import absent_account, new_passphrase

AUTH_KEY = bytes(range(32))
SALT = bytes(range(16))


def test_a_passphrase_is_seven_words_of_the_list_and_never_the_same():
    first, second = new_passphrase().split(" "), new_passphrase().split(" ")

    assert len(first) == len(second) == 7
    assert first != second
    assert set(first) <= set(word_list())


def test_the_proof_the_server_keeps_is_another_for_another_key_or_salt():
    proof = proof_of(AUTH_KEY, SALT)

    assert proof == proof_of(AUTH_KEY, SALT)
    assert proof not in (proof_of(bytes(32), SALT), proof_of(AUTH_KEY, bytes(16)), AUTH_KEY)


def test_an_unknown_user_always_gets_the_same_answer_and_each_their_own():
    asked = [absent_account(b"secret", name) for name in ("ann", "ann", "bob")]

    assert asked[0] == asked[1] != asked[2]
    assert [len(part) for part in asked[0]] == [16, 16]
