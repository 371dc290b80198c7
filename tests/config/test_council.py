from pathlib import Path

import pytest

from config.council import COUNCIL_FILE, About, CouncilInvalid, read_council

WRITTEN = COUNCIL_FILE.read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in WRITTEN
    path = tmp_path / "council.toml"
    path.write_text(WRITTEN.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_fictitious_council_is_read():
    council = read_council()

    assert council.name == "Harrowmere Borough Council"
    assert council.advice.about is About.ADVICE
    assert council.advice not in council.support
    assert council.advice.tel_link == "tel:02031172520"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("ack_days = 5", "ack_days = 0", "clocks.ack_days"),
        ("ack_days = 5", 'ack_days = "5"', "clocks.ack_days"),
        ("ack_days = 5", "", "clocks.ack_days"),
        ("ack_days = 5", "ack_days = 5\nnap_days = 2", "clocks.nap_days"),
        ("decision_days = 15", "decision_days = 4", "ack_days must not be longer than decision_days"),
        ("reminders = [5, 8]", "reminders = [8, 5]", "second_opinion_reminders must rise"),
        ("reminders = [5, 8]", "reminders = [5, 10]", "end before second_opinion_days"),
        ("reminders = [5, 8]", "reminders = [5]", "clocks.second_opinion_reminders"),
        ("months = [1, 3, 6, 12]", "months = [3, 1]", "check_in_months must rise"),
        ('nation = "england"', 'nation = "france"', "nation"),
        ('code = "adults"', 'code = "children"', "service_areas must have different codes"),
        ("https://www.bbc.co.uk/weather", "javascript:alert(1)", "exit_url"),
        ('onion_address = ""', 'onion_address = "http://short.onion"', "onion_address"),
        ("2026-11-21", '"21 Nov"', "law_checked_on"),
        ("020 3117 2520", "call us", "advice_lines.0.telephone"),
        ('about = "advice"', 'about = "work"', "advice_lines"),
        ('languages = ["en"]', 'languages = ["klingon"]', "languages.0"),
        ("max_count = 20", "max_count = 2000", "files.max_count"),
    ],
)
def test_a_mistake_stops_the_start_and_names_the_setting(tmp_path, old, new, named):
    with pytest.raises(CouncilInvalid, match=named) as mistake:
        read_council(changed(tmp_path, old, new))

    assert "\n" not in str(mistake.value)
    assert "javascript:alert(1)" not in str(mistake.value)


def test_a_missing_file_and_a_file_that_is_not_toml_are_told_apart(tmp_path):
    with pytest.raises(CouncilInvalid, match="cannot be read"):
        read_council(tmp_path / "nowhere.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("name = ", encoding="utf-8")
    with pytest.raises(CouncilInvalid, match="not valid TOML"):
        read_council(broken)


def test_settings_cannot_change_after_they_are_read():
    with pytest.raises(ValueError, match="frozen"):
        read_council().clocks.ack_days = 30
