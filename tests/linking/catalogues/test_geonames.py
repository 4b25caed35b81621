from __future__ import annotations

from workbench.linking.catalogues.rows import Further, LeftOut

from .reading import entities, problems, rows


def row(number: str, name: str, others: str = "", feature: str = "P", code: str = "PPL", people: str = "0") -> str:
    cells = [number, name, name, others, "1", "2", feature, code, "LY", *[""] * 5, people, *[""] * 4]
    return "\t".join(cells) + "\n"


def test_a_place_has_its_names_and_is_told_apart() -> None:
    text = row("7", "Benghazi", "Bengasi,بنغازي,Benghazi", "P", "PPLA", "650629") + row("8", "Libya", "", "A", "PCLI")
    one, state = entities(rows("geonames", text))
    assert (one.id, one.name, one.aliases, one.kind) == ("gn:7", "Benghazi", ("Bengasi", "بنغازي"), "place")
    assert (one.description, one.country) == ("regional capital in LY, 650,629 people", "LY")
    assert (state.kind, state.description) == ("state", "state")


def test_a_second_table_adds_names_of_the_languages_asked_for() -> None:
    more = "1\t7\ten\tBerenice\n2\t7\tde\tBengasi\n3\t7\tlink\thttps://x\n4\t9\t\tNowhere\nbroken\n"
    found = rows("geonames", row("7", "Benghazi"), more=more, languages=("en",))
    assert found[1:4] == [
        Further("gn:7", ("Berenice",)),
        LeftOut("alternate name that is a link"),
        Further("gn:9", ("Nowhere",)),
    ]
    assert problems(found) == ["alternate names: line 5: is no row of alternateNamesV2.txt of GeoNames"]


def test_a_row_of_another_width_is_a_problem() -> None:
    assert problems(rows("geonames", "7\tBenghazi\n"))[0].startswith(
        "f: line 1: is no row of the main table of GeoNames"
    )


def test_a_number_of_people_that_is_none_is_passed_over() -> None:
    told = [
        one.description
        for one in entities(rows("geonames", "".join(row("7", "X", people=p) for p in ("9" * 5_000, "²", "-1", "12"))))
    ]
    assert told == ["populated place in LY"] * 3 + ["populated place in LY, 12 people"]
