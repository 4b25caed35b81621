"""Words that show the kind of a claim and how sure its source is, English and German together (they do not collide)."""

from __future__ import annotations

QUESTION_STARTS = frozenset("whether if why who what where when how ob warum wer was wo wann wie weshalb wieso".split())

# Cues that settle the kind, in the order of the codebook's preference.
KIND_CUES = {
    "promise": frozenset(
        """promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing guarantee guaranteed swore
        versprach verspricht versprochen gelobte gelobt zugesagt""".split()
    ),
    "demand": frozenset(
        """demand demands demanded demanding urge urges urged urging order orders ordered
        require requires required plead pleads pleaded recommend recommends recommended fordern fordert forderte gefordert
        verlangt verlangte verlangen appellierte appelliert bat bittet mahnte mahnt""".split()
    ),
    "prediction": frozenset(
        """predict predicts predicted predicting forecast forecasts expect expects expected expecting anticipate anticipates
        anticipated warn warns warned warning prognostiziert prognostizierte erwartet erwartete warnt warnte rechnet""".split()
    ),
    "evaluation": frozenset(
        """criticize criticizes criticized criticise criticised praise praises praised denounce denounces
        denounced condemn condemns
        condemned welcome welcomes welcomed applaud applauds applauded slam slams slammed describe describes
        described call called
        calls hail hails hailed deplore deplored kritisiert kritisierte lobt lobte verurteilt verurteilte begrüßt
        begrüßte rügte""".split()
    ),
    "question": frozenset("wonder wonders wondered wondering fragt fragte".split()),
}

# Cues of several words that settle it before any single word does.
CUE_PHRASES = {
    "demand": ("call for", "calls for", "called for", "calling for", "call on", "calls on", "called on", "calling on")
}

KIND_PHRASES = {
    "promise": ("i will", "we will", "i promise", "we promise", "ich werde", "wir werden"),
    "demand": (
        "has to",
        "have to",
        "had to",
        "needs to",
        "need to",
        "ought to",
        "it is time",
        "calls for",
        "call for",
    ),
    "prediction": ("is going to", "are going to", "is likely to", "are likely to", "is expected to"),
}

KIND_WORDS = {
    "demand": frozenset("must should shall muss müssen müsse müssten sollte sollten solle".split()),
    "prediction": frozenset("will won’t ’ll would werde wird werden würde würden".split()),
    "evaluation": frozenset(
        """good bad better best worse worst great terrible wrong right unacceptable dangerous important disastrous disgraceful
        shameful historic crucial vital unfair fair irresponsible reckless brave courageous weak strong gut
        schlecht falsch richtig
        gefährlich wichtig inakzeptabel verantwortungslos unfair mutig schwach stark""".split()
    ),
}

DENYING = frozenset(
    """deny denies denied denying dispute disputes disputed disputing reject rejects rejected rejecting refute refutes refuted
    contradict contradicts contradicted rebut rebuts rebutted dismiss dismisses dismissed doubt doubts doubted disavow disavows
    disavowed dementiert dementierte bestreitet bestritt bestritten leugnet leugnete geleugnet bezweifelt bezweifelte""".split()
)
NEGATIONS = frozenset(
    "not never don’t doesn’t didn’t won’t wouldn’t isn’t wasn’t hasn’t haven’t nicht nie keineswegs".split()
)
HEDGING_CUES = frozenset(
    """suggest suggests suggested suggesting speculate speculates speculated imply implies implied hint hints
    hinted guess guesses
    guessed suspect suspects suspected believe believes believed think thinks thought assume assumes assumed seem seems seemed
    appear appears appeared worry worries worried fear fears feared hope hopes hoped expect expects expected indicate indicates
    indicated caution cautions cautioned vermutet vermutete glaubt glaubte meint meinte hofft hoffte fürchtet fürchtete
    befürchtet befürchtete""".split()
)
HEDGES = frozenset(
    """may might could perhaps maybe possibly probably likely unlikely apparently allegedly reportedly uncertain unclear seems
    appears könnte könnten dürfte dürften vielleicht womöglich möglicherweise wahrscheinlich wohl vermutlich offenbar angeblich
    unklar ungewiss""".split()
)
