"""Words of support and opposition, English and German, in the forms that news uses."""

from __future__ import annotations

SUPPORT = frozenset(
    """support supports supported supporting back backs backed backing endorse endorses endorsed endorsing
    endorsement favor favors
    favored favour favours favoured praise praises praised praising welcome welcomes welcomed applaud applauds applauded defend
    defends defended defending help helps helped helping aid aids aided assist assists assisted ally allies allied cooperate
    cooperates cooperated cooperation engage engages engaged engagement embrace embraces embraced join joins joined willingness
    strengthen strengthens strengthened trust trusts trusted admire admires admired ties partnership approve approves approved
    unterstützt unterstützte unterstützen unterstützung lobt lobte gelobt begrüßt begrüßte verteidigt verteidigte hilft half
    zusammenarbeit vertraut billigt befürwortet befürwortete""".split()
)
OPPOSE = frozenset(
    """oppose opposes opposed opposing opposition criticize criticizes criticized criticise criticised
    criticism condemn condemns
    condemned denounce denounces denounced attack attacks attacked attacking reject rejects rejected rejecting accuse accuses
    accused blame blames blamed challenge challenges challenged challenging resist resists resisted fight fights fought fighting
    threaten threatens threatened slam slams slammed blast blasts blasted counter counters countered sanction
    sanctions sanctioned
    warn warns warned distrust distrusts against versus undermine undermines undermined mock mocks mocked sue sues sued
    kritisiert kritisierte kritik verurteilt verurteilte lehnt ablehnt abgelehnt bekämpft bekämpfte droht drohte beschuldigt
    beschuldigte warnt warnte gegen greift angegriffen zurückgewiesen widerspricht widersprach""".split()
)
NEGATIONS = frozenset(
    """not never no don’t don't doesn’t doesn't didn’t didn't won’t won't wouldn’t wouldn't cannot can’t
    can't refuse refuses refused
    refusing refusal decline declines declined without nicht kein keine keinen nie ohne""".split()
)
AGENTS = frozenset(["by", "von", "vom", "durch"])
