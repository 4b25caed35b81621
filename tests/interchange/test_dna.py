"""DNA databases in and out: the public sample, the rules that DNA expects of a writer, and what is broken."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.annotation import Annotations, Fragment, Header, Record, Value
from workbench.core.article import Metadata
from workbench.core.codebook import Layer
from workbench.core.entity import Affiliation, Catalogue, Entity
from workbench.core.errors import Problem, UsageError
from workbench.interchange import dna_password
from workbench.interchange.dna import EXCHANGE
from workbench.interchange.exchange import Document, Loss, Options, Source, Surroundings, check_settings
from workbench.interchange.naming import made_article

from ..core import strategies
from . import dna_golden
from .dna_base import CODEBOOK, around, brought, changed, documents, older, opened, sample, tables, written

EMPTY_VALUES = {
    (number, variable, "", 0, 0, 0, None) for number, variable in zip(range(24, 30), range(5, 11), strict=True)
}
"""What the sample lacks and every database needs: an empty value of each short text variable."""


def plain(one: Document) -> tuple[object, ...]:
    """A document as values that can be compared."""
    return one.article.id, str(one.article.text), one.article.sha256, one.article.meta, one.annotations


def there_and_back(data: bytes) -> bytes:
    found = brought(data)
    return written(documents(found), around(found))[0]


def intact(data: bytes) -> None:
    """What SQLite and DNA expect of a database."""
    base = opened(data)
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    table = {
        "boolean": "DATABOOLEAN",
        "integer": "DATAINTEGER",
        "long text": "DATALONGTEXT",
        "short text": "DATASHORTTEXT",
    }
    for kind, name in table.items():
        wanted = base.execute(
            "SELECT S.ID, V.ID FROM STATEMENTS S JOIN VARIABLES V ON V.StatementTypeId = S.StatementTypeId WHERE V.DataType = ?",
            (kind,),
        ).fetchall()
        assert sorted(wanted) == sorted(base.execute(f"SELECT StatementId, VariableId FROM {name}").fetchall())
    filled = "EXISTS (SELECT 1 FROM ENTITIES E WHERE E.VariableId = V.ID AND Value = '')"
    lacking = f"SELECT ID FROM VARIABLES V WHERE DataType = 'short text' AND NOT {filled}"
    assert base.execute(lacking).fetchall() == []
    cross = "SELECT E.ID, A.ID FROM ENTITIES E JOIN ATTRIBUTEVARIABLES A ON A.VariableId = E.VariableId"
    values = base.execute("SELECT EntityId, AttributeVariableId FROM ATTRIBUTEVALUES").fetchall()
    assert sorted(base.execute(cross).fetchall()) == sorted(values)
    coders = [number for (number,) in base.execute("SELECT ID FROM CODERS")]
    pairs = base.execute("SELECT Coder, OtherCoder FROM CODERRELATIONS").fetchall()
    assert sorted(pairs) == sorted((one, other) for one in coders for other in coders if one != other)
    assert dict(base.execute("SELECT * FROM SETTINGS"))["version"] == "3.0.7"
    assert base.execute("SELECT COUNT(*) FROM DOCUMENTS WHERE INSTR(Text, CHAR(13))").fetchone() == (0,)


# The public sample


def test_the_sample_comes_in() -> None:
    found = brought(sample())
    given = documents(found)
    assert not [one for one in found if isinstance(one, (Problem, Loss))]
    assert len(given) == 7
    stances = [one for each in given for state in each.annotations for one in state.of_layer("stance")]
    notes = [one for each in given for state in each.annotations for one in state.of_layer("annotation")]
    assert (len(stances), len(notes)) == (40, 1)
    assert notes[0].note.startswith("This is a note.")
    first = given[0]
    assert first.article.meta == Metadata("109-876: Bluestein, Joel-BUS-Y", "109", "", "Bluestein, Joel", "2005-01-26")
    assert {state.header.annotator for state in first.annotations} == {"coder-1", "coder-2"}
    stance = first.annotations[0].of_layer("stance")[0]
    assert stance.values == {
        "holder": "entity:joel-bluestein",
        "organization": "entity:energy-and-environmental-analysis-inc",
        "target": "issue:co2-legislation-will-not-hurt-the-economy",
        "polarity": "oppose",
    }
    (fragment,) = stance.parts["evidence"]
    assert fragment.quote == str(first.article.text)[6351:7213]
    kinds = {one.name: one.kind for one in found if isinstance(one, Entity)}
    assert (len(kinds), kinds["Senate"], kinds["Bob Slaughter"]) == (14, "organization", "person")


def test_the_sample_comes_in_the_same_each_time() -> None:
    one, other = brought(sample()), brought(sample())
    assert [plain(each) for each in documents(one)] == [plain(each) for each in documents(other)]
    assert [each.foreign for each in documents(one)] == [each.foreign for each in documents(other)]


def test_the_sample_goes_out_as_it_came() -> None:
    data = there_and_back(sample())
    before, after = tables(sample()), tables(data)
    assert before.keys() == after.keys()
    assert set(after["ENTITIES"]) - set(before["ENTITIES"]) == EMPTY_VALUES
    after["ENTITIES"] = [row for row in after["ENTITIES"] if row not in EMPTY_VALUES]
    assert before == after
    intact(data)


def test_the_columns_are_those_of_dna() -> None:
    theirs, ours = opened(sample()), opened(there_and_back(sample()))
    for (name,) in theirs.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = [[row[1:4] for row in base.execute(f"PRAGMA table_info({name})")] for base in (theirs, ours)]
        assert [column[:2] for column in columns[0]] == [column[:2] for column in columns[1]]
        keys = [sorted(row[2:] for row in base.execute(f"PRAGMA foreign_key_list({name})")) for base in (theirs, ours)]
        assert keys[0] == keys[1]


def test_the_passwords_of_the_sample_stay_or_become_the_wanted_one() -> None:
    found = brought(sample())
    base = opened(written(documents(found), around(found, password="sesame"))[0])
    for (kept,) in base.execute("SELECT Password FROM CODERS"):
        raw = base64.b64decode(kept)
        digest = raw[:16] + b"sesame"
        for _ in range(100_000):
            digest = hashlib.sha256(digest).digest()
        assert raw[16:] == digest


def test_version_2_is_read_as_version_3() -> None:
    new, old = brought(sample()), brought(older(sample()))
    for one, other in zip(documents(new), documents(old), strict=True):
        assert plain(one) == plain(other)
    assert [one for one in new if isinstance(one, (Entity, Layer))] == [
        one for one in old if isinstance(one, (Entity, Layer))
    ]
    data = written(documents(old), around(old))[0]
    intact(data)
    before, after = tables(sample()), tables(data)
    for name in ("DOCUMENTS", "STATEMENTS", "VARIABLES", "DATABOOLEAN", "DATALONGTEXT", "REGEXES", "CODERRELATIONS"):
        assert before[name] == after[name]
    assert all(base64.b64decode(row[7])[16:] for row in after["CODERS"])


def test_links_between_statements_of_version_2_are_named() -> None:
    data = changed(
        older(sample()),
        "INSERT INTO STATEMENTLINKS VALUES (1, 1, 2)",
        "UPDATE ATTRIBUTES SET ChildOf = 'Nobody' WHERE ID = 2",
    )
    losses = [one.what for one in brought(data) if isinstance(one, Loss)]
    assert losses == [
        "that “Joel Bluestein” belongs to “Nobody”, which is not there",
        "1 links between statements, which DNA 3 has none of either",
    ]


def test_a_stance_that_was_changed_here_changes_there() -> None:
    found = brought(sample())
    given = documents(found)
    state = given[0].annotations[0]
    first = state.of_layer("stance")[0]
    records = {**state.records, first.id: first.with_value("polarity", "support")}
    del records[state.of_layer("stance")[3].id]
    given[0] = replace(given[0], annotations=(replace(state, records=records), *given[0].annotations[1:]))
    after = tables(written(given, around(found))[0])
    before = tables(sample())
    assert after["DATABOOLEAN"][0] == (1, 1, 4, 1)
    assert [row[0] for row in before["STATEMENTS"] if row not in after["STATEMENTS"]] == [4]
    assert next(row for row in after["DOCUMENTS"] if row not in before["DOCUMENTS"])[8] == before["DOCUMENTS"][0][8]


# Our own projects

CATALOGUE = Catalogue.of(
    [
        Entity("ann", "Ann Lee 😀", "person", ("A. Lee", "; odd"), "Somebody", affiliations=(Affiliation("epa"),)),
        Entity("epa", "E" * 300, "organization"),
        Entity("also-ann", "Ann Lee 😀", "person"),
        Entity("cameo:LBY", "Libya", "state"),
    ]
)


def document(text: str, *records: Record, meta: Metadata | None = None) -> Document:
    article = made_article("x/y", text, meta)
    header = Header("x/y", article.sha256, "coder-a", "done", 1)
    return Document(article, (Annotations(header, {one.id: one for one in records}),))


def stance(start: int, end: int, text: str, record_id: str = "s-000001", **values: Value) -> Record:
    filled: dict[str, Value] = {"holder": "entity:ann", "target": "issue:oil", "polarity": "support", **values}
    return Record("stance", record_id, {"evidence": (Fragment(start, end, text[start:end]),)}, filled)


SURROUNDINGS = Surroundings(strategies.CODEBOOK, CATALOGUE)


def test_a_new_database_has_what_dna_expects() -> None:
    text = "Ann wants oil.\r\nShe said so 😀 twice.\r\n"
    data, losses = written(
        [document(text, stance(16, 37, text), meta=Metadata("T" * 200, date="2024-05-17T12:30:00"))], SURROUNDINGS
    )
    intact(data)
    base = opened(data)
    copy, start, stop = base.execute(
        "SELECT Text, Start, Stop FROM STATEMENTS S JOIN DOCUMENTS D ON D.ID = DocumentId"
    ).fetchone()
    assert copy == "Ann wants oil.\nShe said so □ twice.\n"
    assert copy[start:stop] == "She said so □ twice.\n"[: stop - start]
    assert base.execute("SELECT LENGTH(Title), Date FROM DOCUMENTS").fetchone() == (190, 1715949000)
    values = base.execute(
        "SELECT V.Variable, E.Value FROM DATASHORTTEXT D JOIN VARIABLES V ON V.ID = D.VariableId JOIN ENTITIES E ON E.ID = Entity"
    ).fetchall()
    assert values == [("person", "Ann Lee □"), ("organization", "E" * 190), ("concept", "Oil")]
    assert {one.rule for one in losses} == {"line-ends", "characters", "long", "entities"}
    assert {one.rule for one in losses} <= EXCHANGE.loses.keys()


def test_neither_yes_nor_no_is_a_number() -> None:
    text = "Ann wavers."
    data, losses = written([document(text, stance(0, 3, text, polarity="mixed"))], SURROUNDINGS)
    base = opened(data)
    query = (
        "SELECT Label, Value FROM DATAINTEGER D JOIN STATEMENTS S ON S.ID = StatementId "
        "JOIN STATEMENTTYPES T ON T.ID = StatementTypeId"
    )
    assert base.execute(query).fetchall() == [("Stance", 0)]
    assert [one.key for one in losses if one.rule == "polarity"] == ["polarity"]
    graded = replace(SURROUNDINGS, options=Options(settings={"agreement": "integer"}))
    data = written([document(text, stance(0, 3, text, polarity="oppose"))], graded)[0]
    assert opened(data).execute("SELECT Value FROM DATAINTEGER").fetchall() == [(-1,)]


def test_two_of_one_name_stay_two() -> None:
    text = "Ann and Ann."
    one, other = stance(0, 3, text), stance(8, 11, text, "s-000002", holder="entity:also-ann")
    data = written([document(text, one, other)], SURROUNDINGS)[0]
    names = [
        name for (name,) in opened(data).execute("SELECT Value FROM ENTITIES WHERE VariableId = 1 AND Value != ''")
    ]
    assert names == ["Ann Lee □", "Ann Lee □ (also-ann)"]


def test_what_was_recoded_in_dna_counts() -> None:
    text = "Ann wants oil,\r\nBob 😀 does not."
    ann = Record("actor", "a-000001", {"mention": (Fragment(0, 3, "Ann"),)}, {"entity": "ann"})
    first = replace(stance(16, 30, text, holder="a-000001"), note="sure?", flag=True)
    second = stance(0, 13, text, "s-000002")
    data = written([document(text, ann, first, second)], SURROUNDINGS)[0]
    number = opened(data).execute("SELECT ID FROM STATEMENTS WHERE Start = 15").fetchone()[0]
    recoded = changed(data, f"UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = {number}")
    (found,) = documents(brought(recoded, strategies.CODEBOOK, CATALOGUE))
    assert str(found.article.text) == text
    records = found.annotations[0].records
    wanted = replace(first, values={**first.values, "polarity": "oppose", "organization": "entity:epa"})
    assert records == {"a-000001": ann, "s-000001": wanted, "s-000002": second}
    moved = changed(recoded, f"UPDATE STATEMENTS SET Stop = 18 WHERE ID = {number}")
    (found,) = documents(brought(moved, strategies.CODEBOOK, CATALOGUE))
    (again,) = [one for one in found.annotations[0].of_layer("stance") if one.id != "s-000002"]
    assert again.parts["evidence"] == (Fragment(16, 19, "Bob"),)
    assert (again.values["holder"], again.note) == ("entity:ann", "")


def test_a_statement_that_was_removed_in_dna_leaves_no_pointer() -> None:
    text = "Ann said it."
    claim = Record("claim", "c-000001", {"content": (Fragment(4, 11, text[4:11]),)}, {"issue": "oil"})
    pointing = stance(0, 3, text, target="c-000001")
    data = written([document(text, claim, pointing)], SURROUNDINGS)[0]
    kept = documents(brought(data, strategies.CODEBOOK, CATALOGUE))[0].annotations[0]
    assert kept.records == {"c-000001": claim, "s-000001": pointing}
    gone = "(SELECT S.ID FROM STATEMENTS S JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId WHERE Label = 'Claim')"
    cut = [
        f"DELETE FROM {name} WHERE StatementId IN {gone}" for name in ("DATABOOLEAN", "DATASHORTTEXT", "DATALONGTEXT")
    ]
    data = changed(data, *cut, f"DELETE FROM STATEMENTS WHERE ID IN {gone}")
    left = documents(brought(data, strategies.CODEBOOK, CATALOGUE))[0].annotations[0]
    assert left.records == {"s-000001": pointing.with_value("target", None)}


def test_settings_that_are_none_are_refused() -> None:
    check_settings(EXCHANGE, {"password": "x", "agreement": "integer"})
    for wrong in ({"pasword": "x"}, {"agreement": "maybe"}):
        with pytest.raises(UsageError, match=r"pasword|maybe"):
            check_settings(EXCHANGE, wrong)


def test_a_split_gives_a_database_a_part() -> None:
    text = "Ann."
    split = replace(SURROUNDINGS, options=Options(split={"x/y": "train"}))
    assert EXCHANGE.write is not None
    assert [one.name for one in EXCHANGE.write([document(text)], split) if hasattr(one, "data")] == ["train.dna"]


# Laws


@st.composite
def nasty(draw: st.DrawFn) -> Document:
    """A document with records of every layer over a text of odd characters."""
    text = draw(strategies.texts.filter(lambda one: "\x00" not in one)) + "ab cd ef\r\n"
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True).map(sorted)

    def fragments() -> tuple[Fragment, ...]:
        cuts = draw(places)
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        return tuple(Fragment(start, end, text[start:end]) for start, end in pairs)

    records: list[Record] = []
    for number in range(draw(st.integers(0, 3))):
        entity = draw(st.sampled_from(({}, {"entity": "nil"}, {"entity": "ann"}, {"entity": "cameo:LBY"})))
        records.append(Record("actor", f"a-{number:06}", {"mention": fragments()}, entity))
    for number in range(draw(st.integers(0, 2))):
        values: dict[str, Value] = {"source": "author", "certainty": draw(st.sampled_from(("asserted", "hedged")))}
        values |= draw(st.sampled_from(({}, {"issue": "oil"}, {"issue": "war"})))
        records.append(Record("claim", f"c-{number:06}", {"cue": fragments(), "content": fragments()}, values))
    holders = ["author", "entity:ann", *(one.id for one in records if one.layer == "actor")]
    targets = ["issue:oil", "entity:epa", *(one.id for one in records)]
    for number in range(draw(st.integers(0, 3))):
        values = {
            name: draw(st.sampled_from(some))
            for name, some in (("holder", holders), ("target", targets), ("polarity", ["support", "oppose", "mixed"]))
        }
        parts = draw(st.sampled_from(({}, {"evidence": fragments()})))
        records.append(
            Record("stance", f"s-{number:06}", parts, values, draw(st.sampled_from(("", "why?"))), draw(st.booleans()))
        )
    for number in range(draw(st.integers(0, 1))):
        values = {"participants": tuple(holders[1:]), "victims": 3, "remark": "a\r\n😀", "topics": ("war", "aid")}
        records.append(Record("event", f"e-{number:06}", {"words": fragments()}, values, origin="crf@0.9"))
    meta = Metadata(draw(st.sampled_from(("", "T" * 300, "😀"))), language=draw(st.sampled_from(("", "de"))))
    return document(text, *records, meta=meta)


@settings(max_examples=60, deadline=None)
@given(nasty())
def test_what_is_written_is_read_again(given: Document) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dna_password, "ROUNDS", 1)
        first, second = _written_and_read(given)
    assert tables(second)["STATEMENTS"] == tables(first)["STATEMENTS"]
    assert tables(second)["DATASHORTTEXT"] == tables(first)["DATASHORTTEXT"]


def _written_and_read(given: Document) -> tuple[bytes, bytes]:
    """The file of a document, and that of what was read from it."""
    data, losses = written([given], SURROUNDINGS)
    intact(data)
    assert {one.rule for one in losses} <= EXCHANGE.loses.keys()
    for catalogue in (CATALOGUE, Catalogue()):
        found = brought(data, strategies.CODEBOOK, catalogue)
        assert not [one for one in found if isinstance(one, Problem)]
        (again,) = documents(found)
        assert plain(again) == plain(given)
    return data, written([again], SURROUNDINGS)[0]


# What is broken


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is no SQLite database"),
        (b"PK\x03\x04 zip", "is no SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 100, "cannot be read"),
    ],
)
def test_what_is_no_database_is_refused(data: bytes, what: str) -> None:
    (found,) = brought(data)
    assert isinstance(found, Problem)
    assert what in str(found)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE STATEMENTS SET Stop = 999999 WHERE ID = 7",
            "STATEMENTS 7: Start, Stop: offset 999999 lies outside the text",
        ),
        ("UPDATE STATEMENTS SET Stop = Start WHERE ID = 7", "STATEMENTS 7: Start, Stop: the stretch ends at 5901"),
        ("UPDATE STATEMENTS SET DocumentId = 99 WHERE ID = 7", "STATEMENTS 7: DocumentId: there is no 99"),
        ("UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 7", "Entity: there is no entity 99"),
        ("UPDATE STATEMENTS SET Start = 'x' WHERE ID = 7", "STATEMENTS 7: Start: expected `int`, got `str`"),
        ("UPDATE VARIABLES SET DataType = 'date' WHERE ID = 7", "VARIABLES 7: DataType: “date” is none of"),
        ("DROP TABLE STATEMENTS", "not one of DNA"),
        ("ALTER TABLE STATEMENTS DROP COLUMN Stop", "the table STATEMENTS has no column Stop"),
    ],
)
def test_a_broken_row_is_named(statement: str, what: str) -> None:
    data = (
        changed(sample(), "DROP TABLE IF EXISTS X", statement)
        if "DROP COLUMN" not in statement
        else changed(
            sample(),
            "CREATE TABLE Y AS SELECT ID, StatementTypeId, DocumentId, Start, Coder FROM STATEMENTS",
            "DROP TABLE STATEMENTS",
            "ALTER TABLE Y RENAME TO STATEMENTS",
        )
    )
    problems = [str(one) for one in brought(data) if isinstance(one, Problem)]
    assert any(what in one for one in problems), problems


def test_a_truncated_file_is_refused() -> None:
    problems = [str(one) for one in brought(sample()[:-100_000]) if isinstance(one, Problem)]
    assert problems


def test_a_log_beside_a_database_is_not_overlooked() -> None:
    source = Source("x", {"a.dna": sample, "a.dna-wal": lambda: b"x"})
    assert EXCHANGE.read is not None
    (found,) = EXCHANGE.read(source, Surroundings(CODEBOOK))
    assert "-wal" in str(found)


def test_offsets_count_utf_16_units() -> None:
    data = changed(
        sample(),
        "UPDATE DOCUMENTS SET Text = '😀 ab cd' WHERE ID = 1",
        "DELETE FROM STATEMENTS WHERE DocumentId = 1 AND ID > 2",
        "UPDATE STATEMENTS SET Start = 3, Stop = 5 WHERE ID = 1",
        "UPDATE STATEMENTS SET Start = 1, Stop = 5 WHERE ID = 2",
    )
    found = brought(data)
    first = documents(found)[0].annotations[0].of_layer("stance")[0]
    assert first.parts["evidence"] == (Fragment(2, 4, "ab"),)
    wrong = [str(one) for one in found if isinstance(one, Problem)]
    assert any("STATEMENTS 2: Start, Stop: offset 1 lies inside a character" in one for one in wrong)


def test_the_golden_database_is_the_one_that_was_looked_at() -> None:
    assert dna_golden.sql().encode("utf-8") == dna_golden.FILE.read_bytes(), (
        f"look at what {dna_golden.COMMAND} changes"
    )
