"""Abbreviations, and the words that begin a sentence: what decides whether a full stop ends one.

Before a word in lower case no full stop ends a sentence, so only abbreviations that can stand before a capital or a
figure need a place here. The package's docstring says how to extend the tables.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEVER_FINAL = {
    "": _set(
        "Dr Prof St Mr Mrs Ms Mme Mlle MM Gen Col Lt Maj Capt Sgt Adm Sen Rep Gov Hon Rev Fr Msgr Mgr Sr Sra Dott"
    ),
    "en": _set(
        "Messrs Mx Brig Cmdr Cpl Pvt Cdr Comdr Insp Det Supt Pres Treas Amb Atty Del Reps Sens Govs Profs Drs "
        "Mt Ft Pt vs v e.g i.e cf viz approx Ald Dist"
    ),
    "de": _set(
        "Fa Hr Hrn Fr Frl Dipl Ing Mag Priv Doz PD med jur phil rer nat h.c Abg Min Präs Gen Hl Kard Bf Pfr "
        "z.B z.T z.Zt d.h i.d.R u.a o.g s.o s.u v.a m.E bzw ca evtl ggf vgl inkl exkl insb sog zzgl einschl lt geb gest "
        "verh Bd Hrsg Verf Aufl Ausg gem bezgl betr möglw zw"
    ),
    "fr": _set("M Mmes Mlles Me Pr Cie av bd p.ex d cf env"),
}
"""A full stop after these never ends a sentence: they always stand before what they belong to."""

NUMBERED = {
    "": _set("No Nos Nr Art Vol Fig Abb Tab p pp Ch Chap Kap S Ss Nrn n°"),
    "en": _set("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Sec Eq Ref Ex Op Rte Hwy Pt Par Res c ca"),
    "de": _set("Abs Rn Rdnr Ziff Ziffer Pos Str Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Bd H Bl Anm"),
    "fr": _set("janv févr avr juil sept oct nov déc art al chap t"),
}
"""A full stop after these does not end a sentence where a figure (Arabic or Roman) comes next."""

RARELY_FINAL = {
    "": _set("Inc Ltd Co Corp Jr Bros al"),
    "en": _set(
        "Sr Esq Assn Dept Univ Inst Intl Natl Gov't Govt Admin Asst Assoc Ave Blvd Rd Cos Mfg Plc Pty LLC Conn Calif Colo "
        "Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ariz Ark "
        "Ala Del Ph.D"
    ),
    "de": _set("Mio Mrd Tsd Univ Inst Abt Bez Kr Verw Verb Ges Gebr Stellv Bundesmin Reg Mitgl e.V a.D i.R jun sen"),
    "fr": _set("Sté Éts dép"),
}
"""A full stop after these ends a sentence only where a word of STARTERS comes next. So do initials and abbreviations
with inner full stops (``U.S.``), without a place in any table."""

CLOCK = {"": _set("a.m p.m A.M P.M"), "en": _set("B.C A.D")}
"""Abbreviations with inner full stops that often do end a sentence: before any capital that is no CLOCK_FOLLOWERS."""

CLOCK_FOLLOWERS = _set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Central Pacific Mountain EST EDT ET CST CDT CT PST PDT "
    "PT GMT UTC BST CET CEST MEZ"
)

STARTERS = {
    "en": _set(
        "The A An This That These Those He She It They We You I His Her Its Their Our Your My One There Here "
        "In On At By For From With Without Within To Of After Before During Since Until Till Under Over Between Among Against "
        "Amid Amidst Across Along Around As About Above Below Behind Beyond Besides Despite Due Except Given Inside Instead "
        "Into Like Near Off Once Onto Out Outside Per Through Throughout Toward Towards Unlike Upon Via While Whereas "
        "If When Whenever Where Wherever Although Though Because Unless Whether Lest And But Or Nor So Yet Both Either "
        "Neither Not No None Nobody Nothing Never What Who Whom Whose Why How Which Whoever Whatever However Some Somebody "
        "Someone Something Many Most Much More Several Few Fewer Each Every Everyone Everybody Everything All Almost Any "
        "Anyone Anything Another Other Others Such Same Also Then Thus Hence Therefore Moreover Furthermore Meanwhile "
        "Nevertheless Nonetheless Otherwise Still Only Just Even Ever Now Today Yesterday Tomorrow Tonight Later Earlier Soon "
        "Again Already Perhaps Maybe Indeed Rather Instead Too Is Are Was Were Be Been Has Have Had Do Does Did Can Could Should "
        "Would Shall Might Must Let Two Three Four Five Six Seven Eight Nine Ten First Second Third Last Next Thanks Yes"
    ),
    "de": _set(
        "Der Die Das Den Dem Des Ein Eine Einer Einen Einem Eines Kein Keine Keiner Er Sie Es Wir Ihr Ich Du Man Sein Seine "
        "Seiner Seinen Ihre Ihrer Ihren Ihnen Unser Unsere Mein Meine Dieser Diese Dieses Diesen Diesem Jener Jene Jenes Jeder "
        "Jede Jedes Alle Allen Allerdings Viele Vielen Einige Mehrere Manche Wenige Beide Andere Solche "
        "In Im Ins An Am Ans Auf Aus Bei Beim Bis Durch Für Gegen Gegenüber Hinter Innerhalb Außerhalb Mit Nach Neben Ohne Seit "
        "Trotz Über Um Unter Von Vom Vor Während Wegen Zu Zum Zur Zwischen Laut Angesichts Aufgrund Dank Infolge Mangels "
        "Wenn Weil Da Dass Daß Ob Obwohl Obgleich Als Bevor Nachdem Sobald Solange Sofern Falls Indem Damit Wie Wo Wer Was "
        "Wann Warum Weshalb Wohin Woher Welcher Welche Welches Und Oder Aber Doch Denn Sondern Jedoch Dennoch Deshalb Daher "
        "Darum Deswegen Dann Danach Davor Dabei Dafür Dagegen Daran Darauf Daraus Darin Darüber Davon Dazu Dort Hier Heute "
        "Gestern Morgen Jetzt Nun Nur Noch Nicht Nichts Niemand Nie So Somit Sonst Sogar Selbst Seitdem Später Früher Schon "
        "Schließlich Zuerst Zuletzt Zudem Außerdem Ferner Zugleich Inzwischen Mittlerweile Unterdessen Vielmehr Vielleicht Auch "
        "Ebenso Etwa Erst Eben Immer Wieder Weiter Weitere Zwar Ja Nein Ist Sind War Waren Wird Werden Wurde Wurden Hat "
        "Haben Hatte Kann Können Soll Sollen Muss Müssen Will Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn Rund"
    ),
    "fr": _set(
        "Le La Les L Un Une Des Du De D Ce Cet Cette Ces C Il Elle Ils Elles On Nous Vous Je J Tu Son Sa Ses Leur Leurs Notre "
        "Nos Mon Ma Mes À A Au Aux En Dans Sur Sous Avec Sans Par Pour Contre Entre Chez Vers Depuis Pendant Après Avant Selon "
        "Malgré Outre Si Quand Lorsque Comme Parce Puisque Quoique Bien Mais Et Ou Or Ni Car Donc Ainsi Alors Puis Cependant "
        "Pourtant Toutefois Néanmoins Enfin Ensuite Aussi Même Plus Moins Très Tout Toute Tous Toutes Quelques Plusieurs Chaque "
        "Qui Que Qu Quoi Où Comment Pourquoi Quel Quelle Ici Là Hier Demain Ne N Pas Non Oui Deux Trois"
    ),
}
"""Words that, capitalised after an abbreviation, show that a new sentence has begun; never part of a name at its start."""

TAG_VERBS = {
    "en": _set("said says asked asks told added replied wrote wondered shouted cried demanded insisted warned"),
    "de": _set("sagte sagt fragte fragt meinte rief schrieb antwortete erklärte betonte forderte warnte"),
    "fr": _set("dit demande demanda déclare affirme répond lance écrit"),
}
"""Verbs that, near after a closing mark, tell ``“Why?” Harchaoui asked`` from the start of a new sentence. This is no
list of verbs of reporting: those belong to the rules that propose claims."""
