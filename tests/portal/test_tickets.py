"""Tickets: a little work, bound to one id, harder under pressure, never a block."""

import itertools
import json

import altcha
import pytest

from crypto.seeds import new_id
from portal.tickets import HARDEST, Pressure, TicketRefused, Tickets

SECRET = "a secret of at least thirty-two characters"


def solved(challenge):
    challenge = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(challenge)
    return {"challenge": challenge.to_dict(), "solution": solution.to_dict()}


def ticket(payload):
    return json.dumps(payload).encode()


@pytest.fixture
def tickets():
    return Tickets(SECRET, 8)


def test_a_solved_ticket_counts_as_often_as_its_deposit_needs(tickets):
    request = new_id()
    answer = ticket(solved(tickets.challenge(request)))

    for _ in range(3):
        tickets.check(answer, request)


def test_a_ticket_counts_for_no_other_id(tickets):
    answer = ticket(solved(tickets.challenge(new_id())))

    with pytest.raises(TicketRefused):
        tickets.check(answer, new_id())


def test_a_ticket_fits_into_its_field():
    assert len(ticket(solved(Tickets(SECRET, 2000).challenge(new_id())))) <= 2048


def test_a_ticket_expires_after_half_an_hour(tickets, monkeypatch):
    request = new_id()
    monkeypatch.setattr("portal.tickets.LIFE_S", -1)
    late = ticket(solved(tickets.challenge(request)))

    with pytest.raises(TicketRefused, match="expired"):
        tickets.check(late, request)


def test_another_portals_ticket_does_not_count(tickets):
    request = new_id()
    answer = ticket(solved(Tickets(SECRET + "!", 8).challenge(request)))

    with pytest.raises(TicketRefused):
        tickets.check(answer, request)


@pytest.mark.parametrize("change", ["work", "id", "expiry", "signature", "solution", "prefix"])
def test_a_ticket_somebody_changed_does_not_count(tickets, change):
    request, other = new_id(), new_id()
    payload = solved(tickets.challenge(request))
    parameters = payload["challenge"]["parameters"]
    match change:
        case "work":
            parameters["cost"] = 0
        case "id":
            parameters["data"] = {"id": other.hex()}
        case "expiry":
            parameters["expiresAt"] += 1
        case "signature":
            payload["challenge"]["signature"] = "0" * 64
        case "solution":
            payload["solution"]["derivedKey"] = "0" * 64
        case "prefix":
            del parameters["keySignature"]
            parameters["keyPrefix"] = ""

    with pytest.raises(TicketRefused):
        tickets.check(ticket(payload), other if change == "id" else request)


@pytest.mark.parametrize(
    "junk",
    [b"", b"{}", b"null", b"[]", b"\xff", b"[" * 2000, b'{"challenge":1,"solution":1}', b"NaN", b"1e999"],
)
def test_junk_is_no_ticket(tickets, junk):
    with pytest.raises(TicketRefused):
        tickets.check(junk, new_id())


def test_an_unsolved_ticket_does_not_count(tickets):
    request = new_id()
    unsolved = {"challenge": tickets.challenge(request), "solution": {"counter": 0, "derivedKey": "00" * 32}}

    with pytest.raises(TicketRefused):
        tickets.check(ticket(unsolved), request)


def test_work_rises_smoothly_under_pressure_is_bounded_and_fades():
    now = [0.0]
    pressure = Pressure(lambda: now[0])
    factors = [pressure.factor()]
    for _ in range(10_000):
        pressure.add()
        factors.append(pressure.factor())

    assert factors[0] == 1
    assert factors[-1] == HARDEST
    assert factors == sorted(factors)
    assert max(later - earlier for earlier, later in itertools.pairwise(factors)) < 0.05
    now[0] = 3600.0
    assert pressure.factor() < 1.001
