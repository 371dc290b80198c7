"""What a browser is given to search in: nothing of a case that its officer may not open."""

import pytest

from crypto.deposit import parse_item_frame
from tests.casework.acting import post, raw
from tests.casework.casing import Case, begins_case


@pytest.fixture
def case(demo, reporter, monitoring_officer) -> Case:
    report = reporter.reports("References of new staff are not checked")
    demo.carry()
    case = begins_case(monitoring_officer, report)
    case.records(monitoring_officer, title=([], "References in children's services"))
    return case


def listed(actor) -> list[dict]:
    answer = actor.client.get("/api/search/0")
    assert answer.status_code == 200, answer.text
    return answer.json["cases"]


def titles(actor, *cases: Case):
    return post(actor.client, "/api/search/titles", {"folders": [each.folder.hex() for each in cases]})


def test_a_title_comes_sealed_with_what_opens_it(case, monitoring_officer):
    answer = titles(monitoring_officer, case)
    (line,) = answer.json["cases"]
    assert line["folder"] == case.folder.hex()
    assert line["key"]["id"] == monitoring_officer.kid().hex()
    assert "References" not in answer.text


def test_the_list_names_each_title_so_that_it_travels_once(case, monitoring_officer):
    (line,) = listed(monitoring_officer)
    (sealed,) = titles(monitoring_officer, case).json["cases"]
    assert line["title"] == parse_item_frame(raw(sealed["title"])).id.hex()
    assert len(str(line)) < 400

    case.records(monitoring_officer, title=([], "References in schools"))
    assert listed(monitoring_officer)[0]["title"] != line["title"]


def test_whoever_may_not_open_a_case_finds_neither_line_nor_title(case, deputy):
    assert listed(deputy) == []
    assert titles(deputy, case).json == {"cases": []}


def test_whoever_is_shut_out_of_a_case_finds_it_no_more(demo, case, monitoring_officer):
    oid = monitoring_officer.officer.oid
    with demo.owner.begin() as owner:
        owner.exec_driver_sql(
            "insert into casework.exclusions values (%s, %s, 'conflict', current_date)", (case.folder, oid)
        )
    assert listed(monitoring_officer) == []
    assert titles(monitoring_officer, case).json == {"cases": []}


def test_the_most_pressing_case_comes_first_and_closed_ones_last(demo, reporter, case, monitoring_officer):
    pressing, closed = (begins_case(monitoring_officer, _reports(demo, words)) for words in ("One", "Two"))
    with demo.owner.begin() as owner:
        for folder, change in (
            (pressing.folder, "due_on = due_on - 400"),
            (closed.folder, "state = 'closed'"),
        ):
            owner.exec_driver_sql(f"update casework.cases set {change} where folder = %s", (folder,))
    found = [line["folder"] for line in listed(monitoring_officer)]
    assert found == [each.folder.hex() for each in (pressing, case, closed)]
    with demo.owner.begin() as owner:
        owner.exec_driver_sql("update casework.cases set state = 'destroyed' where state = 'closed'")
    assert len(listed(monitoring_officer)) == 2


def _reports(demo, words: str) -> bytes:
    folder = demo.reporter().reports(words)
    demo.carry()
    return folder


@pytest.mark.parametrize("body", [{}, {"folders": "all"}, {"folders": ["x"]}, {"folders": ["00" * 16] * 51}])
def test_a_malformed_wish_gets_one_line(monitoring_officer, body):
    answer = post(monitoring_officer.client, "/api/search/titles", body)
    assert answer.status_code == 400
    assert set(answer.json) == {"error"}
