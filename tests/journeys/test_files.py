"""Files: cleaned where that is possible, warned about where it is not, and whole when they arrive."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import IN_CHROMIUM, IN_EVERY_BROWSER
from tests.journeys.pictures import CAMERA, PLACE

MINUTES = b"%PDF-1.4\n% minutes by A. Clerk\n%%EOF\n" * 40


@pytest.fixture
def picture(photograph, tmp_path) -> str:
    path = tmp_path / "IMG_20261103_0714_depot.jpg"
    path.write_bytes(photograph)
    return str(path)


@pytest.fixture
def minutes(tmp_path) -> str:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(MINUTES)
    return str(path)


@IN_EVERY_BROWSER
def test_two_files_reach_the_officer_and_the_picture_has_lost_its_place(
    reporter, monitoring_officer, picture, minutes
):
    reporter.reports("The depot sells council diesel.", files=[picture, minutes])

    monitoring_officer.opens("The depot sells council diesel.")
    monitoring_officer.reads("A saved file can harm your computer")
    monitoring_officer.reads("Hidden details taken out before sending: camera, place")
    shown = monitoring_officer.looks_at("picture-1.jpg")
    expect(shown.get_by_role("img", name="picture-1.jpg")).to_be_visible()
    expect(monitoring_officer.page.get_by_role("button", name="Show minutes.pdf")).to_have_count(0)
    clean = monitoring_officer.saves("picture-1.jpg")
    assert clean.startswith(b"\xff\xd8")
    assert not [mark for mark in (b"Exif", CAMERA.strip(b"\0"), PLACE.strip(b"\0")) if mark in clean]
    assert monitoring_officer.saves("minutes.pdf") == MINUTES
    monitoring_officer.reads("Files are exactly as they were sent")


@IN_EVERY_BROWSER
def test_the_reporter_is_told_what_each_file_may_hold_and_agrees_before_it_goes(reporter, picture, minutes):
    reporter.answers_up_to_files("The depot sells council diesel.")
    reporter.chooses([picture, minutes])

    reporter.reads("We made a clean copy of this picture.")
    reporter.reads("Taken out: camera and time, place.")
    reporter.reads("A PDF may hold its author’s name")
    reporter.presses("Continue")
    reporter.reads("Tick the box to send the file as it is, or remove the file")
    reporter.page.get_by_role("button", name="Remove minutes.pdf").click()
    reporter.presses("Continue")
    reporter.sees("About you")
    reporter.presses("Continue")
    reporter.reads("picture-1.jpg")
    expect(reporter.page.locator("[data-row=files]")).not_to_contain_text("minutes.pdf")


@IN_CHROMIUM
def test_an_original_is_sent_only_when_the_reporter_asks(reporter, monitoring_officer, picture):
    reporter.answers_up_to_files("The photograph itself is the evidence.")
    reporter.chooses([picture])
    reporter.page.get_by_role("checkbox", name="Send the original instead").check()
    reporter.presses("Continue")
    reporter.sees("About you")
    reporter.presses("Continue")
    reporter.sends()

    monitoring_officer.opens("The photograph itself is the evidence.")
    name = Path(picture).name
    assert monitoring_officer.saves(name) == Path(picture).read_bytes()


@IN_EVERY_BROWSER
def test_a_message_brings_a_file_too(reporter, monitoring_officer, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Tanker 4, every second Friday.\n")
    code = reporter.reports("There is a pattern to it.")

    reporter.comes_back_with(code)
    reporter.writes_again("My notes.", files=[str(notes)])

    monitoring_officer.opens("There is a pattern to it.")
    monitoring_officer.reads("My notes.")
    shown = monitoring_officer.looks_at("notes.txt")
    expect(shown).to_contain_text("Tanker 4, every second Friday.")
    assert monitoring_officer.saves("notes.txt") == notes.read_bytes()


@IN_CHROMIUM
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("tool.exe", b"MZ", "We cannot take that kind of file. We did not add it"),
        ("nothing.txt", b"", "That file is empty. We did not add it"),
    ],
)
def test_a_file_that_cannot_go_is_not_added(reporter, tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    reporter.answers_up_to_files("A file that cannot go.")
    reporter.page.get_by_label("Choose files").set_input_files(str(tmp_path / name))

    reporter.reads(reason)
    expect(reporter.page.locator("[data-file-list]:visible > li")).to_have_count(0)
