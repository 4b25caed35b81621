from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import UsageError
from workbench.linking.catalogues.rows import LeftOut, tidy
from workbench.linking.catalogues.tables import parse_mapping

from .reading import entities, problems, rows


def test_columns_by_number_need_no_header() -> None:
    found = entities(rows("tsv", "7\tQ1\tPER\tAnn Lee\n8\tQ1\tPER\tLee\n9\tQ2\tORG\tThe Union\n", "id=2,name=4,kind=3"))
    assert [(one.id, one.name, one.kind) for one in found] == [
        ("Q1", "Ann Lee", "person"),
        ("Q1", "Lee", "person"),
        ("Q2", "The Union", "organization"),
    ]


def test_columns_by_name_may_hold_commas_and_aliases_several() -> None:
    table = 'id;"Name, short";Name (fr)\n1;Greece;Grèce\n'
    (found,) = entities(rows("csv", table, "id=id,name=Name, short,alias=Name (fr)"))
    assert (found.name, found.aliases) == ("Greece", ("Grèce",))


def test_without_a_mapping_usual_names_of_columns_are_taken() -> None:
    (found,) = entities(rows("csv", "ID,Label,Aliases,type\nx,Ann,A.|Annie,Human\n", split="|"))
    assert (found.id, found.name, found.aliases, found.kind) == ("x", "Ann", ("A.", "Annie"), "person")


def test_a_row_without_a_name_is_called_by_a_further_one_and_that_is_said() -> None:
    found = rows("csv", "id,name,alias\n1,Ann,A.\n1,,Annie\n2,,Bob\n3,,\n4,Cara,\n")
    assert [(one.id, one.name) for one in entities(found)] == [
        ("1", "Ann"),
        ("1", "Annie"),
        ("2", "Bob"),
        ("4", "Cara"),
    ]
    said = [one.what for one in found if isinstance(one, LeftOut)]
    assert said == ["name of a row (it is empty), a further name taken instead"]
    assert problems(found) == ["f: line 5: name: an entity needs an id and a name"]
    assert [
        one for one in rows("csv", "id,Name (fr)\n2,Bob\n", "id=id,alias=Name (fr)") if isinstance(one, LeftOut)
    ] == []


def test_a_cell_of_csv_may_hold_line_breaks_and_problems_name_the_line_that_a_row_begins_in() -> None:
    found = rows("csv", 'id,name\n1,"two\nlines"\n2\n,nobody\n3,fine\n')
    assert [(one.id, one.name) for one in entities(found)] == [("1", "two lines"), ("3", "fine")]
    assert problems(found) == [
        "f: line 4: has 1 columns, and column 2 is asked for",
        "f: line 5: id: an entity needs an id and a name",
    ]


def test_a_row_that_is_not_utf8_is_a_problem_of_its_own() -> None:
    for form, sign in (("csv", b","), ("tsv", b"\t")):
        found = rows(form, b"id" + sign + b"name\n1" + sign + b"M\xfcller\n2" + sign + "Müller\n".encode())
        assert problems(found) == ["f: line 2: is not UTF-8; save the file as UTF-8"]
        assert [one.id for one in entities(found)] == ["2"]


def test_quotes_are_text_in_tsv() -> None:
    (found,) = entities(rows("tsv", 'id\tname\n1\t"Ann" Lee\n'))
    assert found.name == '"Ann" Lee'


def test_an_unknown_kind_is_other_and_is_counted() -> None:
    found = rows("csv", "id,name,kind\n1,Ann,MISC\n")
    assert entities(found)[0].kind == "other"
    assert LeftOut("kind “MISC”, taken as other") in found


def test_without_an_id_each_row_is_somebody() -> None:
    found = entities(rows("csv", "name\nAnn Lee\nAnn Lee\n"))
    assert [one.id for one in found] == ["ann-lee", "ann-lee-2"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("nom=1", "is not FIELD=COLUMN"),
        ("id=1,id=2", "only alias may have several"),
        ("name=", "needs one column"),
        ("1", "is not FIELD=COLUMN"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_mapping(mapping)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="there is no column “nom”; there are: id, name"):
        rows("csv", "id,name\n1,Ann\n", "id=id,name=nom")
    with pytest.raises(UsageError, match="which column holds the name"):
        rows("csv", "a,b\n1,2\n")


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1))
def test_whatever_a_csv_writer_writes_is_read_again(pairs: list[tuple[str, str]]) -> None:
    wanted = [
        (tidy(i), tidy(n)) for i, n in pairs if tidy(i) and tidy(n) and tidy(i).isprintable() and tidy(i) != "nil"
    ]
    written = io.StringIO()
    csv.writer(written).writerows([("id", "name"), *pairs])
    text = written.getvalue().encode("utf-8", "ignore")
    if text.decode("utf-8") != written.getvalue():
        return
    found = entities(rows("csv", text, "id=id,name=name"))
    assert [(one.id, one.name) for one in found] == wanted


def test_a_quotation_mark_that_is_left_open_is_named() -> None:
    text = 'id,name,alias\n1,Ann,"Lee\nof York"\n2,Bo,5" tall\n3,Cid,"Strand\n4,Dee,\n5,Eve,\n'
    found = rows("csv", text)
    assert [(one.id, one.aliases) for one in entities(found)] == [("1", ("Lee of York",)), ("2", ('5" tall',))]
    assert problems(found) == ["f: line 5: a quotation mark is left open; this line and the 2 after it are one cell"]
