"""Without JavaScript: coming back with a code."""

import pytest

from crypto.code import new_code, parse_code, word_list, words
from crypto.errors import CodeMistake
from tests.portal.plain_forms import code_on, fill, hidden, send


def test_the_holder_of_the_code_reads_and_writes(client, stored):
    code = code_on(send(client, fill(client.get("/plain/report"))))

    mailbox = client.post("/plain/check", data={"code": code.upper()}, content_type="multipart/form-data")
    assert mailbox.status_code == 200
    assert "There is no reply yet" in mailbox.text
    answers = {"code": hidden(mailbox, "code"), "after": hidden(mailbox, "after"), "text": "One more thing"}
    sent = client.post("/plain/check", data=answers, content_type="multipart/form-data")

    assert "We have received and locked your message" in sent.text
    assert "so far: 1" in sent.text
    assert stored()["deposit"] == 2
    again = client.post("/plain/check", data=answers, content_type="multipart/form-data")
    assert again.status_code == 409
    assert "One more thing" in again.text
    assert stored()["deposit"] == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your follow-up code"),
        ("one two thhree", "typing mistake in word 3"),
        ("abandon " * 9, "You typed 9"),
    ],
)
def test_a_mistyped_code_is_told(client, typed, said):
    answer = client.post("/plain/check", data={"code": typed}, content_type="multipart/form-data")

    assert answer.status_code == 400
    assert said in answer.text


def test_a_code_with_one_wrong_word_is_told(client, office):
    *right, last = words(office.instance, new_code())
    other = next(word for word in word_list() if not _passes(office, [*right, word]) and word != last)
    answer = client.post(
        "/plain/check", data={"code": " ".join([*right, other])}, content_type="multipart/form-data"
    )

    assert answer.status_code == 400
    assert "typing mistake" in answer.text


def _passes(office, code):
    try:
        parse_code(office.instance, " ".join(code))
    except CodeMistake:
        return False
    return True


def test_an_unknown_code_is_told_without_saying_why(client, office):
    code = " ".join(words(office.instance, new_code()))
    answer = client.post("/plain/check", data={"code": code}, content_type="multipart/form-data")

    assert answer.status_code == 400
    assert "We cannot find a report for that code" in answer.text
    assert code not in answer.text
