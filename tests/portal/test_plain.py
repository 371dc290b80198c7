"""Without JavaScript: honest forms, sealed by the server at once, nothing typed lost."""

import os
import re
import sys

import pytest

from crypto.code import derive_keys, parse_code
from crypto.deposit import parse_report_frame
from crypto.opening import open_report, open_route
from crypto.vectors.case import flipped
from crypto.wrap import unwrap_folder_seed
from portal.without_script import AT_ONCE, Budget, Busy
from tests.portal.plain_forms import code_on, fill, hidden, send

MIB = 1 << 20
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def collected(collector):
    (identifier,) = collector.execute("select postbox.waiting(1)").fetchone()
    (payload,) = collector.execute("select payload from postbox.take(%s)", [identifier]).fetchone()
    return parse_report_frame(payload)


def opened_by(office, keyring, frame, number):
    """The report as one officer reads it, after the collector dropped what is not for them."""
    route = open_route(office.instance, keyring, office.collector.xseed, frame)
    wraps = {slot.id: sealed for slot, sealed in route.kept if not slot.share}
    kid, xseed = office.officer(number).kid, office.desks[number].xseed
    if kid not in wraps:
        return None
    seed = unwrap_folder_seed(office.instance, frame.folder, 1, kid, frame.pk_hash, xseed, wraps[kid])
    return open_report(office.instance, frame.folder, seed, frame.item, [keyring]).report


def test_a_report_is_sealed_and_its_code_shown(client, collector, office, stored):
    form = client.get("/plain/report")
    assert form.status_code == 200

    answer = send(client, fill(form, about=["money", "other"]))

    assert answer.status_code == 200, answer.text
    assert stored()["deposit"] == 1
    entropy = parse_code(office.instance, code_on(answer))
    assert collected(collector).lookup == derive_keys(office.instance, entropy).lookup


def test_officers_read_it_as_sealed_by_the_server_and_one_left_out_does_not(
    client, collector, office, keyring
):
    answers = fill(client.get("/plain/report"), about=["money", "other"], evidence="yes")
    answers["readers"].remove(office.desks[0].oid.hex())
    send(client, answers, files=[("a.txt", b"words in a file")])
    frame = collected(collector)

    assert opened_by(office, keyring, frame, 0) is None
    report = opened_by(office, keyring, frame, 1)
    assert report.sealed_by == "server"
    assert report.left_out == (office.desks[0].oid,)
    assert report.answers == {
        "what": "It was signed off twice",
        "about": ("money", "other"),
        "evidence": "yes",
    }
    assert [(file.name, file.type) for file in report.files] == [("a.txt", "text/plain")]


def test_the_same_form_sent_twice_is_one_report_with_one_code(client, stored):
    answers = fill(client.get("/plain/report"))

    first, again = send(client, answers), send(client, answers)

    assert again.status_code == 200
    assert code_on(first) == code_on(again)
    assert stored()["deposit"] == 1


def test_every_form_has_its_own_id(client):
    assert hidden(client.get("/plain/report"), "form") != hidden(client.get("/plain/report"), "form")


def test_a_mistake_costs_no_word(client, stored):
    answers = fill(client.get("/plain/report"), what="", wish="Please <look> & see", about=["danger"])

    answer = send(client, answers, files=[("note.txt", b"words in a file")])

    assert answer.status_code == 400
    assert "Please &lt;look&gt; &amp; see" in answer.text
    assert re.search(r'name="about" value="danger"[^>]* checked', answer.text)
    assert "Tell us what happened. It is the only question you must answer" in answer.text
    assert "Choose your files again" in answer.text
    assert hidden(answer, "form") == answers["form"]
    assert stored()["part"] == stored()["deposit"] == 0


def test_somebody_must_stay_ticked(client, stored):
    answers = fill(client.get("/plain/report"))
    answers.pop("readers")

    answer = send(client, answers)

    assert answer.status_code == 400
    assert "Leave at least one person ticked" in answer.text
    assert "It was signed off twice" in answer.text
    assert stored()["deposit"] == 0


@pytest.mark.parametrize(
    "change", [{"readers": ["00" * 16]}, {"about": ["nonsense"]}, {"form": "x"}, {"form": ""}]
)
def test_a_form_that_was_tampered_with_is_refused(client, stored, change):
    answers = fill(client.get("/plain/report")) | change

    assert send(client, answers).status_code == 400
    assert stored()["deposit"] == 0


WRITTEN = []
WATCHING = []


def watch(event, arguments):
    if WATCHING and event in {"open", "tempfile.mkstemp"} and (event != "open" or arguments[2] & WRITING):
        WRITTEN.append((event, arguments[0]))


sys.addaudithook(watch)


def test_files_are_sealed_as_they_come_and_nothing_is_written_to_disk(
    app, client, collector, stored, monkeypatch
):
    monkeypatch.setattr(
        app.jinja_env, "bytecode_cache", None
    )  # tests keep compiled templates, a portal does not
    answers = fill(client.get("/plain/report"))
    WATCHING.append(True)

    answer = send(client, answers, files=[("a.txt", os.urandom(MIB)), ("C:\\folder\\b.pdf", b"small")])

    WATCHING.clear()
    assert answer.status_code == 200, answer.text
    assert WRITTEN == []
    frame = collected(collector)
    assert frame.parts == stored()["part"] == 2


@pytest.mark.parametrize("name", ["virus.exe", "noextension", "x.pdf.scr"])
def test_a_file_of_another_type_is_refused_and_words_stay(client, stored, name):
    answer = send(client, fill(client.get("/plain/report")), files=[(name, b"x")])

    assert answer.status_code == 400
    assert "It was signed off twice" in answer.text
    assert stored()["deposit"] == 0


def test_when_there_is_no_room_for_files_the_words_stay(app, client, stored):
    object.__setattr__(app.extensions["intake"], "quota", 0)

    answer = send(client, fill(client.get("/plain/report")), files=[("a.txt", b"x")])

    assert answer.status_code == 503
    assert "no room for files" in answer.text
    assert "It was signed off twice" in answer.text
    assert stored()["deposit"] == 0


def test_many_plain_forms_at_once_wait_and_lose_no_word(app, client, stored):
    now = [0.0]
    app.extensions["budget"] = Budget(lambda: now[0])
    for _ in range(int(AT_ONCE)):
        app.extensions["budget"].spend()

    answers = fill(client.get("/plain/report"))
    answer = send(client, answers)

    assert answer.status_code == 503
    assert "It was signed off twice" in answer.text
    assert stored()["deposit"] == 0
    now[0] = 10.0
    assert send(client, answers).status_code == 200


def test_the_budget_fills_up_again():
    now = [0.0]
    budget = Budget(lambda: now[0])
    for _ in range(int(AT_ONCE)):
        budget.spend()
    with pytest.raises(Busy):
        budget.spend()
    now[0] = 2.0
    budget.spend()


def test_plain_pages_can_be_switched_off(app):
    app.config["PLAIN_FORMS"] = False
    client = app.test_client()

    for path in ("/plain/report", "/plain/check"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"x": "y"}, content_type="multipart/form-data").status_code == 404


def test_plain_pages_are_never_kept_and_post_only_here(client):
    for path in ("/plain/report", "/plain/check"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
        assert "less private" in answer.text


@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]
)
@pytest.mark.parametrize("path", ["/plain/report", "/plain/check"])
def test_what_is_no_form_of_ours_is_refused(client, stored, path, content_type):
    answer = client.post(path, data=b"\xff\x00 junk", content_type=content_type)

    assert answer.status_code == 400
    assert stored()["deposit"] == 0


def test_without_a_keyring_that_verifies_nothing_is_sealed(app, client, collector, office, stored):
    forged = flipped(office.keyring_frame(), -1)
    collector.execute("select postbox.publish('keyring', %s)", [forged])
    app.extensions["intake"].published.refresh()

    assert client.get("/plain/report").status_code == 503
    assert stored()["deposit"] == 0
