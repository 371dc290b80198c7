"""The codes that a template has words for."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

_TEMPLATES = Path(__file__).parents[1] / "templates"
_environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
_environment.globals["_"] = lambda words: words


def words_of(template: str, name: str) -> dict[str, str]:
    """Words by code."""
    return dict(getattr(_environment.get_template(template).module, name))


def codes_of(template: str, name: str) -> set[str]:
    """Codes only; a code without words is a mistake."""
    words = words_of(template, name)
    assert all(words.values())
    return set(words)
