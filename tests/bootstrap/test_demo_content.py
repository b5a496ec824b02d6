"""The files of the demo are all read, and what they name is there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap.demo import content
from app.bootstrap.demo.content import books, long_names, people, petitions, ratings, visits
from app.paths import resource
from app.services.catalogue.starter import read_starter
from app.vocabulary.people import PersonKind

_BOOTSTRAP = Path(content.__file__).parent.parent
_READERS = (people, visits, petitions, books, ratings, long_names)


def test_every_file_of_the_demo_is_read_somewhere() -> None:
    readers = [*_BOOTSTRAP.rglob("*.py"), _BOOTSTRAP.parent / "services" / "office" / "demo.py"]
    sources = "".join(path.read_text("utf-8") for path in readers)
    names = {Path(file.name).stem for file in resource("demo").iterdir()}
    assert names >= {"people", "visits", "petitions", "books", "ratings", "office", "example"}
    assert {name for name in names if f'read_demo_file("{name}", ' not in sources} == set()


@pytest.mark.parametrize("read", _READERS, ids=lambda read: read.__name__)
def test_a_file_says_what_its_record_takes(read: Callable[[], object]) -> None:
    assert read()


def test_visits_name_people_and_procedures_that_there_are() -> None:
    codes = {entry.draft.code for entry in read_starter().entries}
    for name, visit in visits().items():
        assert visit.code in codes, name
        assert {visit.owner, visit.submitter} - {""} <= set(people()), name
        assert visit.owner or visit.code == "2.002516", name


def test_who_is_scanned_has_a_whole_card() -> None:
    for name, person in people().items():
        if person.kind is PersonKind.CITIZEN:
            facts = person.card.split("|")
            assert len(facts) == 7, name
            assert all(fact for place, fact in enumerate(facts) if place != 1), name


def test_names_of_the_day_are_dossiers_of_the_day() -> None:
    told = {one.dossier for one in ratings().told}
    about = {one.dossier for one in petitions().taken} - {""}
    assert told | about <= set(visits())
    assert {one.answers for one in ratings().told} <= set(ratings().answers)
    assert {found.inspection for found in books().findings} <= set(books().inspections)
