"""Every route of casework: its address with something in each place, and how a refusal looks."""

import re

PLACES = {"id": "ab" * 16, "hash": "ef" * 32, "number": "0", "group": "overdue"}


def address(rule) -> str:
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: PLACES.get(found[1]) or PLACES[found[2]], rule.rule)


def refused_in_one_line(answer) -> None:
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"error"}
    assert "\n" not in answer.json["error"]
