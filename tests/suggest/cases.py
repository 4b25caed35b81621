"""Sentences with the attribution that a reader would mark first: sentence, source, cue, content fragments."""

from __future__ import annotations

Case = tuple[str, str | None, str | None, tuple[str, ...]]

SAMPLE: list[Case] = [
    (
        "Jalel Harchaoui, from the RUSI think tank, noted that the Pentagon is leading diplomatic efforts in Libya amid a"
        " lack of coherent policy from both the Biden and Trump administrations.",
        "Jalel Harchaoui",
        "noted",
        (
            "that the Pentagon is leading diplomatic efforts in Libya amid a lack of coherent policy from both the Biden"
            " and Trump administrations",
        ),
    ),
    (
        "Harchaoui observed that while Haftar professes willingness to cooperate with the U.S., Russian support,"
        " particularly in air defense, complicates his stance.",
        "Harchaoui",
        "observed",
        (
            "that while Haftar professes willingness to cooperate with the U.S., Russian support, particularly in air"
            " defense, complicates his stance",
        ),
    ),
    (
        "Moreover, recent reports indicate a rise in Russian military personnel stationed at Libya’s Brak al-Shati airbase.",
        "recent reports",
        "indicate",
        ("a rise in Russian military personnel stationed at Libya’s Brak al-Shati airbase",),
    ),
    (
        "Experts express skepticism about Haftar’s potential shift away from Russia, as articulated by Ben Fishman from"
        " the Washington Institute, who argues that U.S. military maneuvers alone will not sway him.",
        "Ben Fishman",
        "argues",
        ("that U.S. military maneuvers alone will not sway him",),
    ),
    (
        "Analyst Umberto Profazio cautioned that it remains uncertain how the Trump administration will respond to"
        " potential overtures from Saddam Haftar, given its atypical approach towards Russia and tendencies to reduce"
        " overseas military involvement.",
        "Analyst Umberto Profazio",
        "cautioned",
        (
            "that it remains uncertain how the Trump administration will respond to potential overtures from Saddam"
            " Haftar, given its atypical approach towards Russia and tendencies to reduce overseas military involvement",
        ),
    ),
    (
        "Donald Trump has expressed a willingness to engage with Vladimir Putin, yet competition persists between the"
        " U.S. and Russia in Libya.",
        "Donald Trump",
        "has expressed a willingness",
        ("to engage with Vladimir Putin",),
    ),
    (
        "Conversely, Mohamed Eljarh from Libya Outlook highlights possibilities of engagement, citing Haftar’s son"
        " Saddam’s efforts to forge ties with the U.S. and ongoing concerns about Russian strategies in Libya.",
        "Mohamed Eljarh",
        "highlights",
        ("possibilities of engagement",),
    ),
]

ENGLISH: list[Case] = [
    ("“The road is closed,” said Anna Berg, the mayor of Holm.", "Anna Berg", "said", ("“The road is closed,”",)),
    ("“The road is closed,” the mayor said on Monday.", "the mayor", "said", ("“The road is closed,”",)),
    (
        "“We will stay,” he said, “until the vote is counted.”",
        "he",
        "said",
        ("“We will stay,”", "“until the vote is counted.”"),
    ),
    ("The bridge will open in May, officials said.", "officials", "said", ("The bridge will open in May",)),
    (
        "The bridge, officials said, will open in May.",
        "officials",
        "said",
        ("The bridge", "will open in May"),
    ),
    (
        "According to the harbour police, two ships collided.",
        "the harbour police",
        "According to",
        ("two ships collided",),
    ),
    (
        "Two ships collided, according to the harbour police.",
        "the harbour police",
        "according to",
        ("Two ships collided",),
    ),
    ("The minister told reporters that the talks had failed.", "The minister", "told", ("that the talks had failed",)),
    ("The minister told reporters: “The talks have failed.”", "The minister", "told", ("“The talks have failed.”",)),
    ("Mara Lind promised to rebuild the school.", "Mara Lind", "promised", ("to rebuild the school",)),
    ("The union refused to comment on the figures.", "The union", "refused to comment on", ("the figures",)),
    ("The general has repeatedly warned of a new war.", "The general", "has repeatedly warned of", ("a new war",)),
    ("Residents believe the dam is safe.", "Residents", "believe", ("the dam is safe",)),
    ("She also asked whether the money was gone.", "She", "also asked", ("whether the money was gone",)),
    ("Both Lind and Berg criticized the plan.", "Both Lind and Berg", "criticized", ("the plan",)),
    (
        "Voters who had waited for hours said they were angry.",
        "Voters who had waited for hours",
        "said",
        ("they were angry",),
    ),
    ("The proposal was rejected by the council.", "the council", "was rejected", ("The proposal",)),
    ("Lind’s claim that the bank lied surprised nobody.", "Lind", "claim", ("that the bank lied",)),
    ("In her view, the law is dead.", "her", "view", ("the law is dead",)),
    (
        "On Monday, Berg pointed out that the deadline had passed.",
        "Berg",
        "pointed out",
        ("that the deadline had passed",),
    ),
    ("Berg left the hall, saying that she was tired.", "Berg", "saying", ("that she was tired",)),
    (
        "The paper reported on Friday that the mine would close.",
        "The paper",
        "reported",
        ("that the mine would close",),
    ),
    ("“Is it over?” asked one of the miners.", "one of the miners", "asked", ("“Is it over?”",)),
    ("Lind urged them to wait.", "Lind", "urged", ("them to wait",)),
]

GERMAN: list[Case] = [
    (
        "Die Ministerin sagte am Montag, dass die Lage ernst sei.",
        "Die Ministerin",
        "sagte",
        ("dass die Lage ernst sei",),
    ),
    ("„Wir schaffen das“, sagte die Kanzlerin in Berlin.", "die Kanzlerin", "sagte", ("„Wir schaffen das“",)),
    (
        "„Das ist falsch“, sagte Lindner, „und wir werden es ändern.“",
        "Lindner",
        "sagte",
        ("„Das ist falsch“", "„und wir werden es ändern.“"),
    ),
    (
        "Die Lage sei stabil, erklärte der Sprecher der Armee.",
        "der Sprecher der Armee",
        "erklärte",
        ("Die Lage sei stabil",),
    ),
    ("Laut Polizei wurden zwei Menschen verletzt.", "Polizei", "Laut", ("wurden zwei Menschen verletzt",)),
    ("Am Dienstag warnte Haftar vor einem neuen Krieg.", "Haftar", "warnte", ("einem neuen Krieg",)),
    (
        "Der Präsident hat erklärt, er werde nicht zurücktreten.",
        "Der Präsident",
        "hat erklärt",
        ("er werde nicht zurücktreten",),
    ),
    (
        "Olaf Bruhn, der Bürgermeister, betonte, dass die Stadt helfen werde.",
        "Olaf Bruhn",
        "betonte",
        ("dass die Stadt helfen werde",),
    ),
    (
        "Der Krieg, so der Analyst Umberto Profazio, werde Jahre dauern.",
        "der Analyst Umberto Profazio",
        "so",
        ("Der Krieg", "werde Jahre dauern"),
    ),
    ("Die Regierung lehnt Verhandlungen mit Moskau ab.", "Die Regierung", "lehnt", ("Verhandlungen mit Moskau",)),
    (
        "Wie der Sprecher mitteilte, ist niemand verletzt worden.",
        "der Sprecher",
        "mitteilte",
        ("ist niemand verletzt worden",),
    ),
    ("Einem Bericht zufolge sind Soldaten in Libyen.", "Einem Bericht", "zufolge", ("sind Soldaten in Libyen",)),
    ("Er fragte, ob die Wahl stattfinde.", "Er", "fragte", ("ob die Wahl stattfinde",)),
    ("Die Sprecherin fügte hinzu: „Wir prüfen das.“", "Die Sprecherin", "fügte", ("„Wir prüfen das.“",)),
]
