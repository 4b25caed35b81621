"""German: the words that report and the small words that hold a clause together.

One row of ``VERBS`` is ``infinitive(s) | frames | prepositions | strength``; a stroke in the infinitive divides
a separable particle (``ab/lehnen``). Frames: ``q`` a quotation, ``t`` a clause with *dass* or in indirect speech,
``w`` a question (*ob, wie, warum*), ``i`` an infinitive with *zu*, ``n`` an object. Strength as in the English tables.
Weak verbs are inflected by rule, strong ones by ``STRONG``: infinitive, third person singular, preterite, participle.
"""

from __future__ import annotations

VERBS = """
sagen erklären betonen | qtwn | | 3
berichten | qtwn | von über | 3
meinen glauben denken finden vermuten | qtn | | 2
behaupten unterstreichen bekräftigen bestätigen ergänzen erläutern erwähnen | qtwn | | 3
melden mitteilen verkünden schreiben erzählen schildern | qtwn | | 3
antworten entgegnen erwidern kommentieren spotten scherzen klagen schimpfen | qt | | 3
warnen | qti | vor | 3
drohen | qti | mit | 3
mahnen appellieren plädieren | qti | zu für an | 3
fordern verlangen bitten | qtin | um auf | 3
versprechen geloben versichern beteuern | qtin | | 3
fragen | qw | | 3
kritisieren rügen verurteilen tadeln loben begrüßen würdigen verteidigen | qtn | | 2
bezeichnen beschreiben nennen | n | | 2
bestreiten dementieren leugnen widersprechen | tin | | 3
bedauern befürchten fürchten hoffen erwarten wünschen bezweifeln | tin | | 2
wissen sehen verstehen erkennen | twn | | 1
wollen beabsichtigen planen versuchen | in | | 1
unterstützen befürworten bekämpfen | n | | 1
empfehlen raten | qtin | | 2
argumentieren urteilen resümieren bilanzieren prognostizieren | qt | | 3
schätzen | tn | | 2
rechnen | t | mit | 2
zweifeln | t | an | 2
zeigen belegen nahelegen | twn | | 2
beschuldigen beklagen | tn | | 2
ab/lehnen an/kündigen an/bieten | tin | | 2
hin/weisen | t | auf | 3
fest/stellen ein/räumen zu/geben hinzu/fügen hinzu/setzen klar/stellen heraus/stellen hervor/heben | qtwn | | 3
zurück/weisen aus/schließen vor/werfen vor/schlagen auf/fordern | tin | | 2
an/deuten an/nehmen fort/fahren an/merken | qtn | | 2
aus/sagen mit/teilen bekannt/geben dar/legen | qtwn | | 3
zu/stimmen | tn | | 1
"""

STRONG = """
schreiben schreibt schrieb geschrieben; sehen sieht sah gesehen; wissen weiß wusste gewusst; denken denkt dachte gedacht;
finden findet fand gefunden; bitten bittet bat gebeten; versprechen verspricht versprach versprochen;
nennen nennt nannte genannt; bestreiten bestreitet bestritt bestritten; verstehen versteht verstand verstanden;
erkennen erkennt erkannte erkannt; wollen will wollte gewollt; empfehlen empfiehlt empfahl empfohlen;
raten rät riet geraten; widersprechen widerspricht widersprach widersprochen; weisen weist wies gewiesen;
geben gibt gab gegeben; schließen schließt schloss geschlossen; werfen wirft warf geworfen; nehmen nimmt nahm genommen;
schlagen schlägt schlug geschlagen; heben hebt hob gehoben; bieten bietet bot geboten; fahren fährt fuhr gefahren
"""

DETERMINERS = (
    "der die das den dem des ein eine einer einem einen eines kein keine dieser diese dieses diesem diesen jener jene sein seine "
    "seiner ihr ihre ihrer unser unsere viele einige mehrere manche alle beide zwei drei"
).split()
PRONOUNS = "er sie ich wir man es".split()
ADVERBIAL_STARTS = (
    "am im in an auf bei nach vor seit während wegen trotz mit ohne gegen zum zur beim vom aus zugleich zudem außerdem auch "
    "dabei gleichzeitig allerdings jedoch dennoch dagegen daraufhin später zuvor heute gestern damals dort hier so bereits "
    "schon erst nun jetzt deshalb daher darum anschließend zuletzt immer für unter über ebenso weiter ferner und aber doch"
).split()
AUXILIARIES = "hat haben hatte hatten habe hätte hätten".split()
CLAUSE_WORDS = "dass daß ob wie warum wann wer was wo wohin weshalb wieso".split()
RELATIVES = "der die das welcher welche welches".split()
TIMES = "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split()

# *laut X*, *nach Angaben von X*: what stands after them is the source, the rest of the sentence the content.
SOURCE_PREPOSITIONS = (
    "laut",
    "gemäß",
    "nach angaben",
    "nach ansicht",
    "nach auffassung",
    "nach einschätzung",
    "nach worten",
    "nach aussage",
    "nach meinung",
    "nach darstellung",
)

# *seine Forderung nach …*, *ihre Behauptung, dass …*
NOUNS = (
    "forderung behauptung aussage vorwurf warnung ankündigung drohung hoffnung kritik zusage erklärung these einschätzung "
    "vorschlag ablehnung unterstützung versprechen wunsch angst sorge"
).split()
NOUN_PREPOSITIONS = "nach an vor auf für gegen zu".split()
