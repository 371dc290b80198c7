"""Tor Browser's "Safer" setting: no JIT and no WebAssembly, and still the whole way."""

import pytest

pytestmark = pytest.mark.parametrize("browser", ["firefox without JIT"], indirect=True)


def test_a_report_with_a_file_and_an_answer_without_jit(reporter, monitoring_officer_of, tmp_path):
    (tmp_path / "list.txt").write_text("Seven lorries.\n")
    officer = monitoring_officer_of("chromium")
    code = reporter.reports("Slowly, but sealed.", files=[str(tmp_path / "list.txt")])

    officer.opens("Slowly, but sealed.")
    officer.looks_at("list.txt")
    officer.reads("Seven lorries.")
    officer.replies("It arrived whole.")

    reporter.waits_for_an_answer(code, "It arrived whole.")
    reporter.writes_again("Good.")
    officer.opens("Slowly, but sealed.")
    officer.reads("Good.")


def test_a_mistyped_code_is_told_without_jit(reporter):
    reporter.enters("one two three")

    reporter.reads("That code has 3 words.")
