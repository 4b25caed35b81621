"""Forty entities of the news, written by hand, with the spellings that are met."""

from __future__ import annotations

from workbench.core.entity import Affiliation, Catalogue, Entity

ENTITIES = (
    Entity(
        "khalifa-haftar",
        "Khalifa Haftar",
        "person",
        ("Haftar", "Khalifa Hifter", "خليفة حفتر"),
        "commander in eastern Libya",
    ),
    Entity("saddam-haftar", "Saddam Haftar", "person", (), "officer, son of Khalifa Haftar"),
    Entity("muammar-gaddafi", "Muammar Gaddafi", "person", ("Moammar Gadhafi",), "ruler of Libya until 2011"),
    Entity("fayez-sarraj", "Fayez al-Sarraj", "person", ("Fayez Serraj",), "prime minister of Libya until 2021"),
    Entity("abdul-dbeibah", "Abdul Hamid Dbeibah", "person", ("Abdulhamid Dbeibeh",), "prime minister of Libya"),
    Entity("barack-obama", "Barack Obama", "person", ("Barack Hussein Obama",), "president of the United States"),
    Entity("michelle-obama", "Michelle Obama", "person", (), "lawyer and author"),
    Entity("john-f-kennedy", "John F. Kennedy", "person", ("JFK",), "president of the United States"),
    Entity("robert-kennedy", "Robert F. Kennedy", "person", (), "attorney general"),
    Entity("vladimir-putin", "Vladimir Putin", "person", ("Владимир Путин",), "president of Russia"),
    Entity("sergei-shoigu", "Sergei Shoigu", "person", ("Sergey Shoygu", "Сергей Шойгу"), "minister of defence"),
    Entity("yunus-bek", "Yunus-bek Yevkurov", "person", ("Junus-bek Jewkurow",), "deputy minister of defence"),
    Entity("angela-merkel", "Angela Merkel", "person", (), "chancellor of Germany"),
    Entity(
        "ursula-leyen", "Ursula von der Leyen", "person", ("von der Leyen",), "president of the European Commission"
    ),
    Entity("xi-jinping", "Xi Jinping", "person", ("习近平",), "president of China"),
    Entity("conor-o-brien", "Conor O’Brien", "person", (), "writer"),
    Entity("ursula-muller", "Ursula Müller", "person", (), "diplomat"),
    Entity("old-haftar", "Khalifa Belqasim Haftar", "person", ("Belqasim",), merged_into="khalifa-haftar"),
    Entity("rusi", "Royal United Services Institute", "organization", (), "think tank in London"),
    Entity(
        "africom", "United States Africa Command", "organization", ("AFRICOM", "U.S. Africa Command", "Africa Command")
    ),
    Entity("un", "United Nations", "organization", ("UN",), "world organisation"),
    Entity("unhcr", "United Nations High Commissioner for Refugees", "organization"),
    Entity("eu", "European Union", "organization", (), "union of states"),
    Entity("nato", "North Atlantic Treaty Organization", "organization", ("Nato",), "alliance"),
    Entity("opcw", "Organisation for the Prohibition of Chemical Weapons", "organization"),
    Entity("isi", "Inter-Services Intelligence", "organization", (), "secret service of Pakistan"),
    Entity("gm", "General Motors", "organization", (), "carmaker"),
    Entity("wagner", "Wagner Group", "armed-group", ("Africa Corps",), "Russian mercenaries"),
    Entity("al-qaeda", "al-Qaeda", "armed-group", ("al-Qaida", "Al Qaeda"), "network"),
    Entity(
        "lna",
        "Libyan National Army",
        "armed-group",
        ("Libyan Arab Armed Forces",),
        affiliations=(Affiliation("libya", "militia"),),
    ),
    Entity("us", "United States", "state", ("U.S.", "US", "United States of America"), "state in North America"),
    Entity("russia", "Russia", "state", ("Russian Federation",)),
    Entity("libya", "Libya", "state", ("State of Libya",)),
    Entity("algeria", "Algeria", "state", ("Algérie",)),
    Entity("ivory-coast", "Ivory Coast", "state", ("Côte d’Ivoire",)),
    Entity("sanaa", "Sana'a", "place", (), "capital of Yemen"),
    Entity("brak", "Brak al-Shati", "place", ("Brak",)),
    Entity("zurich", "Zürich", "place", (), "city"),
    Entity("benghazi", "Benghazi", "place", ("Bengasi",)),
    Entity("wapo", "The Washington Post", "media", ("Washington Post",)),
    Entity("washington", "Washington", "place", ("Washington, D.C.",)),
    Entity("spiegel", "Der Spiegel", "media", ()),
)

CATALOGUE = Catalogue.of(ENTITIES)
