"""The main job: a concern travels sealed to the officers, and an answer comes back."""

from tests.journeys.browsers import IN_EVERY_BROWSER

MONITORING_OFFICER = "Monitoring Officer (demonstration)"

pytestmark = IN_EVERY_BROWSER


def test_a_concern_reaches_the_monitoring_officer_and_an_answer_comes_back(reporter, monitoring_officer):
    code = reporter.reports("Money is missing from the leisure centre. It began in March.")

    monitoring_officer.opens("Money is missing from the leisure centre.")
    monitoring_officer.reads("It began in March.")
    monitoring_officer.replies("Thank you. We have asked for the cash books.")

    reporter.waits_for_an_answer(code, "Thank you. We have asked for the cash books.")
    reporter.reads("We are looking into it")
    reporter.writes_again("The cash books are kept in the blue cupboard.")

    monitoring_officer.opens("Money is missing from the leisure centre.")
    monitoring_officer.reads("The cash books are kept in the blue cupboard.")


def test_an_officer_left_unticked_cannot_open_the_report(reporter, monitoring_officer, deputy):
    reporter.reports("The Monitoring Officer signed it off.", leaving_out=[MONITORING_OFFICER])

    deputy.waits_for("The Monitoring Officer signed it off.")
    assert not [line for line in monitoring_officer.inbox() if "signed it off" in line]
