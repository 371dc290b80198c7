"""The law on the reporter's pages: right, and nowhere contradicted (practice 3-06, 3-07)."""

import importlib.util
from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2.ext import babel_extract

import config.templates
from config.council import read_council
from tests.words import words_of

ROOT = Path(__file__).resolve().parents[2] / "templates"
_spec = importlib.util.spec_from_file_location("words_lint", Path(__file__).with_name("words_lint.py"))
lint = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(lint)


def stands_alone(template: Path) -> bool:
    text = template.read_text(encoding="utf-8")
    return "{% extends" in text and "{% block words %}{% endblock %}" not in text


PAGES = sorted(
    str(template.relative_to(ROOT)) for template in (ROOT / "portal").glob("*.html") if stands_alone(template)
)
SOURCES = sorted(
    str(template.relative_to(ROOT))
    for folder in ("portal", "shared")
    for template in (ROOT / folder).rglob("*.html")
)


@pytest.fixture(scope="module")
def app():
    app = Flask("portal", root_path=str(ROOT.parent / "portal"))
    config.templates.with_templates(
        app, "portal", council=read_council(), root_hash="", root_words=(), plain_forms=True
    )
    app.jinja_env.globals["asset"] = lambda name: f"/static/{name}"
    return app


def page(app, name):
    with app.test_request_context("/"):
        return render_template(name)


def whole(app, name):
    return " ".join(lint.sentences(page(app, name)))


@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_of_a_reporters_page_gets_the_law_wrong(app, name):
    wrong = {sentence: lint.objections(sentence) for sentence in lint.sentences(page(app, name))}

    assert {sentence: why for sentence, why in wrong.items() if why} == {}


@pytest.mark.parametrize("name", SOURCES)
def test_no_text_of_a_template_gets_the_law_wrong_in_any_branch(name):
    with (ROOT / name).open("rb") as source:
        texts = [text for *_, text, _ in babel_extract(source, ("_", "gettext", "ngettext"), (), {})]
    flat = [part for text in texts for part in (text if isinstance(text, tuple) else (text,)) if part]
    wrong = {sentence: lint.objections(sentence) for text in flat for sentence in lint.sentences(text)}

    assert {sentence: why for sentence, why in wrong.items() if why} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "You need to reasonably believe it to be true.",
        "You must believe that what you say is true.",
        "What you tell us must be true.",
        "Your report has to be true.",
        "You must act in good faith.",
        "Reports need to be made in <strong>good faith</strong>.",
        "You are protected as long as you speak in good faith.",
        "Good faith is needed.",
        "Anonymous whistle-blowers are not protected under PIDA.",
        "The law does not protect people who stay anonymous.",
        "If you stay <em>anonymous</em>, you cannot be protected.",
        "Anonymous reports are unprotected.",
        "The time limit for a tribunal is three months.",
    ],
)
@pytest.mark.parametrize("where", ["<p>Some words. {} More words.</p>", "<template><li>{}</template>"])
def test_a_planted_sentence_is_found(planted, where):
    assert any(lint.objections(sentence) for sentence in lint.sentences(where.format(planted)))


@pytest.mark.parametrize("where", ['<input aria-label="{}">', '<p data-if-late="{}"></p>', '<img alt="{}">'])
def test_a_sentence_planted_in_an_attribute_is_found(where):
    planted = where.format("What you tell us must be true.")

    assert any(lint.objections(sentence) for sentence in lint.sentences(planted))


@pytest.mark.parametrize(
    "right",
    [
        (
            "You can be protected whatever your motive. "
            "(A tribunal can reduce compensation if it decides you did not act in good faith.)"
        ),
        "It is not protected to break a criminal law by telling (for example official secrets).",
        "By sending, you agree this is what you believe. You are not promising it is true.",
        (
            "Telling a prescribed person is also protected if you reasonably believe the matter is in its "
            "remit and what you say is <strong>substantially true</strong>."
        ),
        "<p>Anonymous reports can be protected</p><p>The law does not ask for your name.</p>",
        "We cannot protect you if your own device, or someone watching you, gives you away.",
    ],
)
def test_what_is_right_may_stand(right):
    assert [why for sentence in lint.sentences(right) for why in lint.objections(sentence)] == []


@pytest.mark.parametrize(
    "said",
    [
        "reasonably believe",
        "in the public interest",
        "tends to show",
        "You do not need proof. You can be mistaken.",
        "You can be protected even if you turn out to be wrong.",
        "Anonymous reports can be protected",
        "you may need to show that your employer knew or believed it was you",
        "sexual harassment (since 6 April 2026)",
        "substantially true",
        "21 November 2026",
    ],
)
def test_the_rights_page_says(app, said):
    assert said in whole(app, "portal/rights.html")


@pytest.mark.parametrize("name", ["start", "check", "report", "rights"])
def test_independent_advice_stands_on_the_page(app, name):
    words = whole(app, f"portal/{name}.html")

    assert "020 3117 2520" in words
    assert "Free and confidential" in words


def test_how_we_deal_is_made_from_the_councils_clocks(app):
    clocks = read_council().clocks
    words = whole(app, "portal/how_we_deal.html")

    for days in (clocks.ack_days, clocks.decision_days, clocks.update_days, clocks.investigation_days):
        assert f"{days} working days" in words
    assert "1 working day " in words
    assert f"{clocks.close_months} months after the end" in words


@pytest.mark.parametrize(
    ("setting", "promise"),
    [
        ("open_days", "Within {} working days "),
        ("ack_days", "Within {} working days "),
        ("ack_calendar_days", "never later than {} days after your report"),
        ("decision_days", "Within {} working days "),
        ("second_opinion_days", "They have {} working days"),
        ("early_days", "Within {} working days "),
        ("investigation_days", "Within {} working days "),
        ("update_days", "At least every {} working days "),
        ("feedback_months", "Within {} months of our first reply"),
        ("outcome_days", "Within {} working days of a decision"),
        ("review_days", "For {} days after the outcome"),
        ("detriment_days", "Within {} working days "),
        ("close_months", "{} months after the end"),
    ],
)
def test_a_number_that_changes_changes_the_promise(app, setting, promise):
    council = read_council()
    clocks = council.clocks.model_copy(update={setting: 41})
    with app.test_request_context("/"):
        changed = render_template(
            "portal/how_we_deal.html", council=council.model_copy(update={"clocks": clocks})
        )

    assert promise.format(41) in " ".join(lint.sentences(changed))
    assert promise.format(41) not in whole(app, "portal/how_we_deal.html")


def test_the_public_interest_test_is_published_word_for_word(app):
    words = whole(app, "portal/how_we_deal.html")

    for question in words_of("shared/public_interest.html", "public_interest").values():
        assert question in words


@pytest.mark.parametrize("name", PAGES)
def test_the_browsers_tab_says_nothing_about_whistleblowing(app, name):
    title = page(app, name).split("<title", 1)[1].split("</title>", 1)[0].lower()

    assert "whistle" not in title
    assert "report" not in title
    assert "wrong" not in title
