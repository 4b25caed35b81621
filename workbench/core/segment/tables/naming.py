"""Names: what goes before them, what stands inside them, and what is capitalised without being one.

The package's docstring says how to extend the tables.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _lines(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


HONORIFICS_BY_LANGUAGE = {
    "": _lines(
        "Dr., Dr, Prof., Prof, Sir, Lord, Lady, Imam, Ayatollah, Sheikh, Sheik, Sultan, Emir, Mullah, Grand Ayatollah"
    ),
    "en": _lines(
        """Mr., Mr, Mrs., Mrs, Ms., Ms, Gen., Gen, General, Lt. Gen., Lieutenant General, Maj. Gen., Major General,
        Brig. Gen., Brigadier General, Brigadier, Col., Col, Colonel, Lt. Col., Lieutenant Colonel, Maj., Major, Capt., Captain,
        Lt., Lt, Lieutenant, Sgt., Sergeant, Cmdr., Commander, Adm., Admiral, Field Marshal, Marshal, President,
        Vice President, Vice-President, President-elect, Prime Minister, Deputy Prime Minister, Premier, Chancellor,
        Foreign Minister, Defense Minister, Defence Minister, Finance Minister, Interior Minister, Minister, Secretary of State,
        Secretary of Defense, Secretary-General, Secretary General, Secretary, Attorney General, Home Secretary,
        Foreign Secretary, Defense Secretary, Treasury Secretary, Ambassador, Envoy, Sen., Senator, Rep., Representative,
        Congressman, Congresswoman, Gov., Governor, Mayor, Speaker, Judge, Justice, Chief Justice, Professor, Doctor, Rev.,
        Reverend, Pope, Cardinal, Archbishop, Bishop, Rabbi, King, Queen, Prince, Princess, Crown Prince, Chairman, Chairwoman,
        Chief Executive, Director, Analyst, Spokesman, Spokeswoman, Spokesperson, Lawmaker, Commissioner, Councillor, Hon."""
    ),
    "de": _lines(
        """Herr, Herrn, Frau, Hr., Fr., Präsident, Präsidentin, Kanzler, Kanzlerin, Minister, Ministerin, Staatssekretär,
        Staatssekretärin, General, Generalleutnant, Generalmajor, Feldmarschall, Oberst, Hauptmann, Major, Admiral, Professor,
        Professorin, Doktor, Senator, Senatorin, Abgeordneter, Abgeordnete, Abgeordneten, Bürgermeister, Bürgermeisterin,
        Oberbürgermeister, Oberbürgermeisterin, Landrat, Landrätin, Botschafter, Botschafterin, Papst, Kardinal, Bischof,
        Bischöfin, König, Königin, Prinz, Prinzessin, Graf, Gräfin, Chef, Chefin, Sprecher, Sprecherin, Politiker, Politikerin,
        Experte, Expertin, Vorsitzender, Vorsitzende, Vorsitzenden, Gouverneur, Gouverneurin, Generalsekretär, Generalsekretärin,
        Dipl.-Ing., Abg., Richter, Richterin, Anwalt, Anwältin, Analyst, Analystin, Forscher, Forscherin, Kommissar,
        Kommissarin"""
    ),
    "fr": _lines(
        """M., MM., Mme, Mmes, Mlle, Me, Monsieur, Madame, Mademoiselle, Maître, Président, Présidente, Premier ministre,
        Ministre, Général, Colonel, Capitaine, Maréchal, Amiral, Sénateur, Sénatrice, Député, Députée, Professeur, Docteur,
        Ambassadeur, Ambassadrice, Roi, Reine, Pape, Cardinal, Évêque, Juge"""
    ),
}
"""Titles and roles that stand before a name and are no part of it, as they are written in a text."""

HONORIFICS: frozenset[str] = frozenset().union(*HONORIFICS_BY_LANGUAGE.values())
"""The titles and roles of all languages together."""

HONORIFIC_ENDINGS = {
    "de": (
        "minister ministerin kanzler kanzlerin präsident präsidentin chef chefin sprecher sprecherin sekretär sekretärin "
        "experte expertin politiker politikerin vorsitzender vorsitzende vorsitzenden beauftragter beauftragte beauftragten "
        "meister meisterin kommissar kommissarin general führer führerin leiter leiterin anwalt anwältin richter richterin "
        "forscher forscherin abgeordneter abgeordnete abgeordneten botschafter botschafterin"
    ).split(),
}
"""Ends of compounds that are honorifics (``Verteidigungsminister``), in lower case."""

OFFICES = _set("minister secretary undersecretary commissioner spokesman spokeswoman spokesperson chancellor ombudsman")
"""Offices, in lower case, that are named by what they are about (``Transport Minister``, ``minister for Transport``)."""

PORTFOLIOS = {
    "en": _set(
        "Affairs Agriculture Aviation Budget Business Climate Commerce Communications Culture Defence Defense Development "
        "Digital Economic Economy Education Employment Energy Environment External Finance Fisheries Food Foreign Forestry "
        "Government Health Higher Home Housing Human Immigration Industry Information Infrastructure Innovation Interior "
        "Internal Investment Justice Labor Labour Local Mining Oil Pensions Petroleum Planning Police Policing Power Public "
        "Railways Religious Research Resources Rights Roads Rural Safety Schools Science Security Social Sport Sports Tax "
        "Technology Tourism Trade Transport Transportation Treasury Urban Veterans Water Welfare Women Works Youth"
    )
}
"""What an office is about: before or behind its title such words are part of the title, and one of them alone at the start
of a sentence is no name."""

NOT_HONORIFIC_BEFORE = {
    "General": _set("Motors Electric Assembly Dynamics Mills Secretariat Court Council Staff Intelligence"),
    "Prince": _set("George's Albert's Edward"),
    "Queen": _set("Elizabeth's"),
    "Commander": _set("Islands"),
    "Justice": _set("Department Ministry Party Minister"),
    "Captain": _set("America"),
    "Lady": _set("Gaga"),
    "King": _set("County Abdulaziz"),
    "Director": _set("General"),
    "Frau": _set("Holle"),
}
"""An honorific before one of these words is part of a name (``General Motors``)."""

ALSO_SURNAMES = _set(
    "King Prince Pope Bishop Judge Major Marshal Dean Lord Cardinal Sultan Richter König Graf Papst Chef"
)
"""Honorifics that are surnames as well: after a name and before no other they belong to it (``Martin Luther King``)."""

PARTICLES = {
    "": _set("de del della di da dos das du von van bin bint ibn ben abu al el y"),
    "en": _set("of the der den la las le ten ter zum e af av"),
    "de": _set("der den dem und zu zum zur vom"),
    "fr": _set("des la le les d l"),
}
"""Words in lower case that may stand inside a name, between two capitalised words."""

ARTICLES = {"": _set("the la l las"), "de": _set("der den dem und"), "fr": _set("le les")}
"""Particles that join nothing alone, only after another particle (``Republic of the Congo``, ``de la Cruz``)."""

GIVEN_NAMES = {
    "de": _set(
        "Achim Adolf Albrecht Alexander Alexandra Andreas Anna Annette Bernhard Bettina Carl Caroline Christian Christoph Claus "
        "Eberhard Elisabeth Erich Ernst Ferdinand Franz Friedrich Fritz Georg Gerhard Hans Heinrich Helmut Herbert Hermann "
        "Hildegard Hubertus Johann Johannes Karl Klaus Konrad Konstantin Leopold Ludwig Maria Marie Markus Max Maximilian "
        "Michael Moritz Nikolaus Olaf Otto Paul Peter Philipp Rainer Richard Rudolf Sebastian Sophie Stefan Stephan Theodor "
        "Thomas Ulrich Ursula Werner Wilhelm Wolfgang Wolf"
    )
}
"""Where nouns are capitalised, a particle joins only after one of these: else ``Angriff von Israel`` were a name like
``Ursula von der Leyen``. A language without a row here does not capitalise its nouns."""

TITLED_PARTICLES = {"de": ("von der ", "van der ", "von und zu ")}
"""Particles that begin a name right after a title (``Präsidentin von der Leyen``)."""

NAME_STARTERS = {"en": _set("The"), "fr": _set("Le La Les De Du Des")}
"""Words of STARTERS that, before a capital within a sentence, are part of a name (``The Hague``, ``Le Pen``)."""

LEADING_PARTICLES = {
    "": _set("bin ibn abu"),
    "en": _set("von van de du della di da dos"),
    "fr": _set("von van"),
}
"""Particles that may begin a name, where no name stands before them (``von der Leyen said``)."""

ARABIC_ARTICLES = _set("al el as ash at an ad ar az ed es Al El As Ash At An Ad Ar Az Ed Es")
"""Articles written with a hyphen before the word they belong to (``al-Shati``)."""

ORGANIZATION_HEADS = _set(
    "Institute Center Centre Council Committee Ministry Department Office Fund Foundation Agency Association Organization "
    "Organisation Programme Program Commission Alliance Coalition Movement Party Society Campaign Campaigners Union Bureau"
)
"""Words after which ``for`` and ``on`` join a name (``Institute for the Study of War``)."""

ORGANIZATION_LINKS = _set("for on")

NAME_ABBREVIATIONS = _set("St Ste Mt Ft Jr Sr")
"""Abbreviations that are part of a name; their full stop does not end it."""

GENERATIONS = _set("Jr Sr")
"""Those of NAME_ABBREVIATIONS that follow a name."""

MONTHS = {
    "en": _set(
        "January February March April May June July August September October November December "
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
    ),
    "de": _set("Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"),
}
"""No names, except after a name (``Theresa May``)."""

NOT_NAMES = {
    "": _set("I OK AM PM EST GMT CET A.M P.M"),
    "en": _set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday TV CEO Mr Mrs Ms Ph.D"),
    "de": _set(
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Ende Mitte Anfang Millionen Milliarden Million "
        "Milliarde Prozent Euro Dollar Cent Uhr Jahr Jahre Jahren Monat Monate Monaten Woche Wochen Tag Tage Tagen Stunden "
        "Minuten Meter Kilometer Tonnen Liter Menschen Personen Abend Nacht Morgen Vormittag Nachmittag Teil Hälfte Dutzend "
        "Hunderte Tausende Sie Ihr Ihre Ihren Ihnen Ihrer Ihrem Herbst Sommer Winter Frühjahr Frühling Grund Ansicht Angaben "
        "Thema Mal Rand Beginn Weise Art"
    ),
    "fr": _set("Mme Mlle MM"),
}
"""Capitalised, and never (part of) a name. Abbreviations stand without their last full stop."""

OPENERS = {
    "en": _set(
        "Recent New Old Former Current Previous Local Foreign Senior Top Key Major Military Political Economic Diplomatic "
        "International Global Public Private Official Officials Experts Analysts Critics Supporters Opponents Observers Sources "
        "Lawmakers Reporters Researchers Scientists Voters Residents Police Authorities Troops Forces Soldiers Rebels Activists "
        "Protesters Leaders Ministers Senators Republicans' Democrats' Diplomats Investors Economists Workers Students Doctors "
        "Women Men People Children Families Millions Thousands Hundreds Dozens Government Governments Others "
        "Asked Speaking Following According Based Seen Known Called Faced Backed Led Compared Considering Regarding Concerning "
        "Including Depending Assuming Late Early Evidence Reports Talks Tensions Relations Negotiations Sanctions Elections "
        "Polls War Peace Oil Gas Trade Part Much Little Less Least Half Far Long High Low Good Bad Better Best Worse Worst "
        "Sometimes Often Always Usually Thereafter Afterwards Afterward Elsewhere Everywhere Apart Aside Back Up Down "
        "Ultimately Conversely Recently Critically Additional Various Numerous Certain Overall Photo Image Source Original "
        "Analyst Update Updated Breaking Opinion Editorial Related Read More Why Take Look See Consider Imagine Remember Think "
        "Make Get Go Come Give Call Keep Put Say Show Tell Ask Try Use Want Need Work"
    ),
    "de": _set(
        "Neue Neuer Neues Ehemalige Ehemaliger Frühere Führende Hochrangige Internationale Politische Militärische Experten "
        "Kritiker Beobachter Beamte Vertreter Forscher Ministerium Zahlreiche Weitere Erste Zweite Dritte Letzte Jüngste Große "
        "Kleine Hohe Ganze Deutsche Europäische Bundesweit Weltweit Zuvor Demnach Demzufolge Gleichzeitig Ursprünglich "
        "Offenbar Tatsächlich Natürlich Vermutlich Wahrscheinlich Einst Kurz Lange Bereits Lediglich"
    ),
    "fr": _set(
        "Nouveau Nouvelle Ancien Ancienne Récemment Des Experts Certains Certaines Beaucoup Peu Face Grâce Quant Interrogé"
    ),
}
"""Content words that often begin a sentence and are then no name; closed classes stand in STARTERS."""

OPENER_ENDINGS = {"en": ("ly", "ing")}
"""Ends of words that, alone at the start of a sentence, are no name."""

OPENER_EXCEPTIONS = {
    "en": _set(
        "Italy Emily Kelly Sicily Lily Molly Billy Sally Kimberly Beverly Connolly Reilly Donnelly Assembly Willy Sly "
        "Beijing Boeing Nanjing Chongqing Jinping Reading Rowling Fleming Manning Cummings Keating Browning Harding Sterling "
        "Stirling Golding Vikings Kipling Wyoming Darling Ming Ning King Deming Ding Qing Ling Xining"
    )
}
"""Names that end like OPENER_ENDINGS."""
