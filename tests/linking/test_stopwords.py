from __future__ import annotations

import pytest

from workbench.core.entity import Catalogue, Entity
from workbench.linking.scan import Scanner
from workbench.linking.stopwords import is_stop_word


@pytest.mark.parametrize("name", ["The", "May", "of", "Für", "même", "Montag"])
def test_common_words_are_no_names(name: str) -> None:
    assert is_stop_word(name)
    assert Scanner(Catalogue.of([Entity("x", name)])).find(f"{name} said {name}.") == []


@pytest.mark.parametrize("name", ["US", "WHO", "The Hague", "Maya", "Will Smith"])
def test_capitals_and_names_of_several_words_are(name: str) -> None:
    assert not is_stop_word(name)
    assert len(Scanner(Catalogue.of([Entity("x", name)])).find(f"{name} said, {name}.")) == 2
