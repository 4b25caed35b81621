"""English: the words that report, the frames they open, and the small words that hold a clause together.

One row of ``VERBS`` is ``lemma(s) | frames | prepositions | strength``:

* frames: ``q`` a quotation, ``t`` a clause with or without *that*, ``w`` a clause with *whether, how, what …*,
  ``i`` an infinitive (*promised to go*), ``n`` a noun phrase, ``g`` an ``-ing`` clause, ``a`` an addressee comes first
  (*told CNN that …*), ``o`` object and infinitive or object and complement (*urged them to go*, *called it a farce*);
* prepositions, or particles and prepositions (``out``), that belong to the cue when a noun phrase follows (*warned of*);
* strength: ``3`` speech and publication, ``2`` belief and evidence, ``1`` attitudes, plans and acts that show them.
"""

from __future__ import annotations

VERBS = """
say | qtw | of about | 3
tell | aqtw | about | 3
write blog | qtwn | about of | 3
add state note declare announce insist | qtwn | | 3
explain argue | qtwn | for against | 3
report | qtwng | on | 3
reply respond answer | qtn | to | 3
continue | qi | with | 2
conclude observe remark stress emphasize emphasise reiterate repeat assert maintain contend | qtwn | on | 3
acknowledge concede admit | qtwng | to | 3
confirm affirm reaffirm clarify specify recount recall predict | qtwng | | 3
allege claim charge proclaim pronounce | qtni | | 3
warn caution | aqtw | of against about | 3
promise vow pledge swear threaten guarantee | aqtin | | 3
ask | aqtwin | about for | 3
inform notify assure advise remind | atw | of about | 3
convince persuade | ato | | 2
joke quip snap shout yell exclaim whisper mutter declaim cry scream | qt | about at | 3
tweet retweet post email blog telegraph | qtn | | 3
mention reveal disclose divulge leak | qtwn | | 3
suggest recommend propose | qtwng | | 3
point | qt | out to | 3
speculate muse wonder complain lament marvel boast brag gripe grumble | qtw | about on over | 3
testify attest vouch | qt | to for about | 3
comment elaborate expound dwell | qt | on upon | 3
urge encourage implore exhort beg press lobby | qaoi | for on against | 3
accuse suspect convict | n | of | 3
blame fault credit thank scold chide rebuke rebuff | n | for | 2
criticize criticise denounce condemn decry deride mock ridicule slam blast assail attack lambaste bash knock | n | for over | 2
castigate berate deplore disparage belittle dismiss disavow repudiate skewer | n | for over | 2
praise applaud hail laud commend celebrate welcome cheer tout champion compliment | n | for on | 2
defend justify rationalize | n | from against | 2
describe portray characterize characterise depict paint frame cast brand label dub | qow | | 2
call | qo | for on upon out | 2
deny dispute contest refute rebut reject contradict challenge question doubt counter | qtwng | with | 2
imply insinuate hint intimate indicate signal | tqn | at to | 2
show demonstrate prove find document establish | twn | | 2
cite quote invoke reference paraphrase | nq | | 2
refer allude | n | to | 2
discuss debate address detail outline list highlight underscore underline illustrate | nwt | | 2
talk speak chat converse | q | about of for against to | 2
think believe feel guess suppose reckon figure gather presume assume imagine suspect | tnwoi | of in about | 2
know understand realize realise recognize recognise learn hear discover decide determine judge | twni | about of | 2
remember forget notice notice foresee envision envisage anticipate expect estimate calculate project forecast | twnio | | 2
see view regard consider deem perceive treat | nwo | | 1
agree disagree | tqin | with on about to | 2
hope wish pray dream fear worry fret | tinq | for about over of | 2
want need wanna | nio | | 1
like love hate dislike loathe despise prefer enjoy relish cherish appreciate admire respect | niog | | 1
support oppose back endorse favor favour resist embrace espouse | nwg | | 1
advocate promote | ng | for | 2
demand request require order command instruct direct | tinoq | for | 2
seek aim intend plan mean hope aspire attempt try strive struggle fight | ing | for at on to | 1
refuse decline hesitate agree choose opt elect offer volunteer | inq | for | 1
propose urge advise recommend | ito | | 2
vote rule campaign run | ti | for against on | 1
consider contemplate weigh ponder mull study explore | nwg | | 1
express voice convey articulate communicate communicate articulate | nwt | | 2
present raise issue deliver release publish unveil introduce co-sponsor | n | | 1
hold | t | | 1
regret mourn bemoan resent protest object apologize | ntqg | for to about over | 2
accept approve allow permit prohibit ban mandate | no | of | 1
compare liken | o | | 2
echo recite reciprocate recapitulate summarize summarise sum | qntw | up | 2
ignore overlook misjudge underestimate exaggerate overstate downplay underplay | nw | | 1
focus concentrate rely insist | | on upon | 1
interpret read | nwo | | 1
commit dedicate devote | ni | to | 1
pay look turn lead move | i | | 1
sound appear seem | ti | | 1
highlight tout hype flaunt | nw | | 2
rail rant vent fume inveigh | q | about against over at | 3
opine theorize posit postulate surmise hypothesize conjecture | tq | | 3
acclaim hail honor honour | n | | 1
distance | n | | 1
grapple contend wrestle | n | with | 1
ridicule mock taunt | n | for | 2
negotiate agree | in | on over | 1
flag note spell lay set | twn | out | 2
teach educate prompt | tw | about | 1
sue convict indict | n | for | 1
push | io | for | 1
rally stand lean | i | for against with toward | 1
identify name nominate | no | | 1
tease trumpet | n | | 2
ensure verify check prove | tw | | 1
foretell portend prophesy | tn | | 2
confess profess | tqin | to | 3
retort rejoin interject intone thunder growl bark chime enthuse gush begin | q | | 3
relate narrate recollect chronicle publicize circulate recap preach | qntw | | 2
reassure | atw | of about | 3
vilify demonize malign lampoon savage excoriate upbraid admonish reprimand censure heckle jeer | n | for over | 2
extol exalt lionize romanticize revere treasure idolize | n | for | 1
scoff sneer bristle balk cringe | q | at | 2
decree stipulate dictate forbid veto authorize | tno | | 2
beseech entreat petition | qaoi | for | 3
dread savor covet crave desire envy resent begrudge abhor condone tolerate trust pity | nig | | 1
prioritize value emphasise | nw | | 1
sense detect perceive conceive intuit | tnw | | 2
concur consent acquiesce | tqi | with to in | 2
disapprove approve dissent | n | of from | 1
quarrel quibble side | n | with | 1
reflect brood reminisce agonize | qw | on over about | 2
bet wager | t | on | 2
clamor clamour yearn long agitate crusade | i | for against | 2
renounce disown abandon | n | | 1
stress | tqnw | | 3
shrug brush laugh wave | q | off aside at | 1
"""

# What an editor of these tables may want to add with more than one word: the first is the verb, the rest belongs to the cue.
PHRASES = """
make clear | tqw | 3
make it clear | tqw | 3
make the case | t | 3
make the point | t | 3
make the argument | t | 3
point out | tqw | 3
go on to say | tq | 3
go further | q | 2
spell out | tnw | 2
lay out | nw | 2
set out | nw | 2
call for | n | 3
call on | no | 3
call upon | no | 3
take issue with | n | 2
take aim at | n | 2
take credit for | n | 2
raise questions about | nw | 2
raise concerns about | nw | 2
raise doubts about | nw | 2
cast doubt on | nw | 2
express concern about | nw | 2
express a willingness | i | 3
express willingness | i | 3
express a desire | i | 3
express skepticism about | nw | 3
express scepticism about | nw | 3
express confidence in | n | 3
express support for | n | 3
profess willingness | i | 3
come out in support of | n | 2
come out against | n | 2
speak out against | n | 3
have no idea | w | 1
have a plan | i | 1
hold out hope | t | 2
sound the alarm about | nw | 2
leave open the possibility | t | 2
take the view | t | 3
play down | nw | 2
brush off | n | 2
brush aside | n | 2
shrug off | n | 2
rule out | ng | 2
pass along | n | 2
write back | q | 3
be aware | t | 1
be worried | t | 1
be concerned | t | 1
be confident | tq | 2
be convinced | t | 2
be hopeful | t | 2
be optimistic | t | 2
be keen | i | 1
be willing | i | 1
be ready | i | 1
be eager | i | 1
be reluctant | i | 1
be determined | i | 1
be adamant | t | 2
be certain | t | 2
be sure | tw | 1
be critical of | nw | 2
be opposed to | ng | 1
be wary of | nwg | 1
be skeptical of | nw | 1
be sceptical of | nw | 1
be afraid of | ng | 1
be quoted as saying | tq | 3
"""

# Nouns that report: *Haftar’s claim that …, her push for …*. frames: ``t`` that-clause, ``i`` infinitive, ``p``
# preposition and noun phrase.
NOUNS = """
claim assertion allegation contention accusation | tp | of about against | 3
statement remark comment | tpq | on about | 3
argument view belief opinion conviction conclusion | tp | of on about for against | 3
promise pledge vow threat offer | itp | of | 3
warning prediction forecast | tp | of about against | 3
suggestion proposal recommendation idea theory notion | tip | of for | 2
hope fear concern worry doubt suspicion expectation | tp | of about for over | 2
demand call request plea push appeal bid | itp | for | 2
plan intention desire wish willingness refusal effort decision commitment determination attempt | itp | to for of | 2
support endorsement backing advocacy praise admiration love respect preference enthusiasm | p | for of | 1
opposition criticism condemnation rejection denial dismissal attack hatred skepticism scepticism | tp | of to on against about | 1
announcement report acknowledgment admission declaration explanation | tp | of on | 2
assessment description characterization portrayal account memory analysis | p | of | 1
message position stance platform policy | tp | on of about | 1
inclination readiness eagerness reluctance intent ambition hesitation determination | ip | of for | 2
idea fact possibility | t | | 1
solidarity sympathy contempt disdain affection confidence faith trust interest | p | for with in of toward | 1
question | tpw | about on over of | 1
response | p | to | 1
hint sign signal indication evidence | tp | of | 1
defense counterattack assault tribute resistance fondness objection | p | of on to for | 1
commentary thoughts | p | on about | 1
diagnosis depiction understanding interpretation | p | of | 1
""".strip()

# Verb forms that are more often nouns: they count as verbs only where the words around them leave no other choice.
NOUN_HOMOGRAPHS = """
charge tweet post email blog joke cry scream shout yell leak press blast slam knock attack cheer compliment champion brand
label cast frame paint question counter reference document list detail highlight debate address talk chat project forecast
estimate plan aim vote rule campaign run fight attempt back favor favour support resist respect love hate dislike issue release
present raise flag note pay look turn lead move sound push rally stand lean name tease laugh wave rant vent vow pledge report
comment boast gripe reply answer echo focus mandate command order direct request demand object guess hope wish dream fear worry
want need view state show judge value set study honor taunt challenge contest dispute doubt fault credit blame work use play
start stop break drive cut hit hurt lie rise fall face trail fuel cause increase share drop act host visit travel return open
close live complete fire project mean like welcome prompt clear object signal hint express contract trust praise threat offer
advocate struggle note move bid call claim concern plan protest regret remark threat trumpet whisper witness urge snap hail
"""

# Verbs that say little themselves: with a reporting noun they form the cue (*made an argument for*, *has shown an
# inclination to*).
LIGHT_VERBS = (
    "have make take give show express raise voice offer issue cast reach sign mount pass face cut hold find lay profess"
).split()

# Adjectives that look like verbs; they count as verbs after *to*, a modal or a pronoun only.
ADJECTIVES = "close open live clear own present complete free welcome mean direct".split()

# Words before the source: *according to X*; the content is the rest of the sentence.
SOURCE_PREPOSITIONS = ("according to", "in the words of", "in the view of", "in the opinion of", "in the eyes of")

# Nouns in *in his view, …*, *by her account, …*.
VIEW_NOUNS = "view opinion words eyes mind estimation telling account judgment reading estimate".split()

# Forms that the regular endings do not give: lemma, past, participle.
IRREGULAR = """
say said said; tell told told; write wrote written; think thought thought; feel felt felt; know knew known; see saw seen;
hear heard heard; speak spoke spoken; swear swore sworn; find found found; show showed shown; prove proved proven;
understand understood understood; forget forgot forgotten; foresee foresaw foreseen; mean meant meant; seek sought sought;
fight fought fought; strive strove striven; choose chose chosen; hold held held; make made made; take took taken;
give gave given; go went gone; come came come; get got gotten; leave left left; keep kept kept; begin began begun;
run ran run; lead led led; meet met met; pay paid paid; put put put; set set set; let let let; lose lost lost;
win won won; send sent sent; spend spent spent; build built built; buy bought bought; bring brought brought;
sell sold sold; sit sat sat; stand stood stood; fall fell fallen; rise rose risen; grow grew grown; draw drew drawn;
break broke broken; drive drove driven; become became become; beat beat beaten; cast cast cast; lay laid laid;
read read read; cut cut cut; hit hit hit; hurt hurt hurt; teach taught taught; catch caught caught; throw threw thrown;
wear wore worn; shake shook shaken; bear bore borne; choose chose chosen; face faced faced; sing sang sung; shoot shot shot;
strike struck struck; split split split; quit quit quit; eat ate eaten; fly flew flown; ride rode ridden; lie lied lied;
overcome overcame overcome; undergo underwent undergone; withdraw withdrew withdrawn; hang hung hung; steal stole stolen;
forgive forgave forgiven; mistake mistook mistaken; mislead misled misled; bid bid bid; spread spread spread;
lend lent lent; feed fed fed; sleep slept slept; sink sank sunk; flee fled fled; sweep swept swept; blow blew blown;
tear tore torn; ring rang rung; bind bound bound; wake woke woken; freeze froze frozen; hide hid hidden; dig dug dug;
stick stuck stuck; drink drank drunk; forbid forbade forbidden; broadcast broadcast broadcast; shed shed shed;
deal dealt dealt; beseech besought besought; sting stung stung; swing swung swung; weave wove woven
"""

# Verbs that report nothing; they mark where another clause runs.
OTHER_VERBS = """
make take give go come get leave keep begin start stop run lead meet pay put set let lose win send spend build buy bring
sell sit stand fall rise grow draw break drive become beat lay cut hit hurt catch throw wear shake bear face sing shoot
strike split quit eat fly ride lie overcome undergo withdraw hang steal forgive mislead happen occur live die work serve
help use play move turn follow change create provide include involve remain stay happen carry reach pass pull join enter
cause allow increase reduce cover visit travel arrive return finish complete produce develop maintain protect prevent
receive represent arrest kill attend appear host lose open close join hire fire earn save share raise drop trail
watch listen look walk talk wait stop end enter exit push pick put hang hurt hug kiss kick jump climb crawl cook clean wash
clinch secure gain obtain acquire achieve accomplish attain collect gather assemble organize arrange prepare plan train teach
learn study test examine inspect investigate probe review assess measure count weigh compare match fit suit belong depend
occupy control dominate rule govern manage handle treat cure heal feed drink sleep wake sing dance paint print publish
record film broadcast air stream post mail ship deliver carry haul transport load unload pack wrap tie bind fasten lock
punish reward fine charge tax pay owe lend borrow rent lease invest trade bargain swap exchange replace substitute restore
repair fix mend rebuild renew refresh revive resume pause delay postpone cancel suspend halt block bar forbid restrict limit
cap curb cut slash trim lower lift boost expand extend widen narrow shift swing sink float flow pour leak spill burn explode
crash collide collapse crumble crack smash destroy demolish damage ruin spoil waste consume exhaust drain empty fill stuff
recruit enlist appoint dismiss fire promote demote assign task empower entitle qualify disqualify eliminate remove erase
delete add attach append insert include exclude omit skip miss lack need cost benefit profit succeed fail thrive flourish
struggle suffer endure survive persist recover escape flee evacuate rescue free release detain jail imprison capture seize
grab steal rob loot invade occupy attack bomb shell strike raid storm besiege surround resign retire quit step march rally
gather meet greet host invite visit tour campaign compete contest race win defeat beat trounce lose concede celebrate mourn
trigger spark fuel undermine weaken strengthen threaten face drag sway engage cooperate complicate exemplify vie contain
"""

DETERMINERS = (
    "both all the a an this these those some any no each every all both another many most several few such either "
    "neither more other much one two three four five six seven eight nine ten dozens hundreds thousands half"
).split()
POSSESSIVES = "my your his her its our their whose".split()
SUBJECT_PRONOUNS = (
    "i you he she it we they who everyone everybody someone somebody anyone anybody nobody none others".split()
)
OTHER_PRONOUNS = (
    "me him us them myself himself herself itself themselves ourselves this that these those what which whom".split()
)
PREPOSITIONS = (
    "of in on at by for with from into onto about against over under between among through during toward towards upon "
    "within without across behind beyond near off out up down around per via amid despite except including like since "
    "until before after as than concerning regarding throughout inside outside above below along to"
).split()
AUXILIARIES = (
    "be am is are was were been being have has had having do does did ’s 's ’re 're ’m 'm ’ve 've ’d 'd isn’t isn't aren’t "
    "aren't wasn’t wasn't weren’t weren't haven’t haven't hasn’t hasn't hadn’t hadn't don’t don't doesn’t doesn't didn’t didn't"
).split()
MODALS = (
    "will would shall should can could may might must cannot won’t won't wouldn’t wouldn't shouldn’t shouldn't can’t can't "
    "couldn’t couldn't ’ll 'll mustn’t mustn't"
).split()
ADVERBS = (
    "not never also still even just only already then now again once often always ever soon later first too "
    "recently thus however instead meanwhile therefore perhaps maybe long rather quite so further earlier ago today "
    "yesterday tomorrow here there well very really almost nearly simply too together"
).split()
NOT_ADVERBS = (
    "rally apply comply imply multiply rely tally bully ugly holy lonely silly costly fly family ally reply supply "
    "early friendly deadly likely lovely daily weekly monthly only italy july assembly anomaly monopoly elderly"
).split()
COORDINATORS = "and or but nor yet".split()
SUBORDINATORS = (
    "that if when whenever because while although though whereas unless whether where once since until after before as so "
    "how why what than"
).split()
WH_WORDS = "whether if how why what who whom which where when whatever".split()
RELATIVES = "who which that whom whose".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight".split()
MONTHS = "january february march april may june july august september october november december".split()
TITLES = (
    "mr mrs ms dr sen rep gov gen col lt sgt rev prof president senator representative governor general colonel analyst "
    "professor secretary minister chancellor ambassador candidate spokesman spokeswoman spokesperson director chairman "
    "chairwoman expert economist lawyer judge justice mayor commander king queen prince pope bishop reporter columnist "
    "author activist pollster strategist"
).split()
