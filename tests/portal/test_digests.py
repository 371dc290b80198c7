"""Lists of digests: custodians sign them, and anybody can compare a running portal with one."""

import threading

import pytest
from werkzeug.serving import make_server

from crypto.errors import BadSignature, Malformed, Refused
from crypto.root import read_root
from crypto.seeds import new_seed
from portal.__main__ import main
from portal.checking import check_signatures, differences
from portal.digests import list_bytes, parse, static_files


@pytest.fixture
def base(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def contents(app):
    pages = app.extensions["library"].everything()
    return {("portal", path): page.body for path, page in pages.items()} | {
        ("portal", "/api/roots"): app.extensions["intake"].published.notices().roots
    }


@pytest.fixture
def listing(contents, office):
    return list_bytes(office.instance, contents).signed_by(office.custodian)


def test_a_running_portal_serves_what_is_listed(listing, base, office):
    assert check_signatures(listing, base, office.root.hash, demo=True).hash == office.root.hash
    assert list(differences(listing, base)) == []


def test_one_changed_byte_is_named(contents, office, base):
    contents["portal", "/report"] = contents["portal", "/report"][:-1] + b"!"
    contents["portal", "/nothing"] = b""
    listing = list_bytes(office.instance, contents)

    assert list(differences(listing, base)) == [
        "/nothing cannot be read (HTTPError)",
        "/report is not what the list says",
    ]


def test_a_list_reads_back_as_it_was_written(listing):
    assert parse(str(listing)) == listing


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("candour digests 1", "candour digests 2"),
        lambda text: text.replace("/report", "/report\n"),
        lambda text: text + "\n",
        lambda text: text + "signed nobody\n",
        lambda text: "\n".join(reversed(text.splitlines())),
        lambda text: text.replace("portal /", "portal", 1),
        lambda _text: "",
    ],
)
def test_a_list_with_a_line_out_of_place_is_refused(listing, change):
    with pytest.raises(Malformed):
        parse(change(str(listing)))


def test_a_list_changed_after_it_was_signed_is_refused(listing, office):
    changed = parse(str(listing).replace(listing.served[0].digest, "0" * 64))

    with pytest.raises(BadSignature):
        changed.check(read_root(office.root.document))


def test_a_list_signed_by_too_few_or_by_somebody_else_is_refused(contents, office):
    unsigned = list_bytes(office.instance, contents)

    for listing in (unsigned, unsigned.signed_by(new_seed())):
        with pytest.raises(Refused):
            listing.check(read_root(office.root.document))


def test_a_list_of_another_installation_is_refused(contents, base, office):
    other = type(office).found()
    listing = list_bytes(other.instance, contents).signed_by(other.custodian)

    with pytest.raises(Refused, match="another installation"):
        check_signatures(listing, base, None, demo=True)


def test_custodians_sign_and_strangers_check_from_the_command_line(listing, base, office, tmp_path, capsys):
    seed, plain, signed = (tmp_path / name for name in ("seed", "list", "signed"))
    seed.write_text(office.custodian.hex() + "\n")
    plain.write_text(listing.text)
    assert main(["digests", "--sign", str(seed), str(plain)]) == 0
    signed.write_text(capsys.readouterr().out)
    assert signed.read_text() == str(listing)

    assert main(["check", base, "--list", str(signed), "--demo"]) == 0
    assert "Everything listed is served as listed." in capsys.readouterr().out

    signed.write_text(
        str(list_bytes(office.instance, {("portal", "/rights"): b"x"}).signed_by(office.custodian))
    )
    assert main(["check", base, "--list", str(signed), "--demo", "--root", office.root.hash.hex()]) == 1
    assert capsys.readouterr().out == "/rights is not what the list says\n"

    assert main(["check", base, "--list", str(plain), "--demo"]) == 1
    assert "custodians' signatures" in capsys.readouterr().err


def test_static_files_are_listed_as_they_are_before_compression(tmp_path):
    (tmp_path / "fonts").mkdir()
    for name in ("a.mjs", "a.mjs.br", "a.mjs.gz", "fonts/b.woff2"):
        (tmp_path / name).write_bytes(name.encode())

    assert static_files("portal", tmp_path) == {
        ("portal", "/static/a.mjs"): b"a.mjs",
        ("portal", "/static/fonts/b.woff2"): b"fonts/b.woff2",
    }
