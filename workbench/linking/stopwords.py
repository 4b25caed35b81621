"""Words that are never looked for as a name of their own: a catalogue of a million names has places called *Of* and *May*.

A name in capitals (*US*, *WHO*) is looked for all the same, and a name of several words may begin with any of them.
"""

from __future__ import annotations

from workbench.linking.fold import fold

_WORDS = """
a about above across after again against ago ahead all almost along already also although always am among an and another
any anybody anyone anything are around as ask at away back be became because become been before began behind being below
best better between big both but by call came can cannot case center central chief city come could council court day days de
did do does done down due during each early east either else end enough even ever every everybody everyone everything
far few first five for four friday from front full further general get gets give given go goes going good got government
great group had half has have he her here hers herself high him himself his home house how however i if ii in including
indeed inside instead into is it its itself january february march april may june july august september october november
december just keep kind know known large last late later law least leave left less let like likely list little local long
look made main make many me mean men might mine minister miss monday month more morning most mother mr mrs ms much must my
name near need never new news next night nine no nobody none nor north not nothing now number of off office often oh old on
once one only onto open or other others our out outside over own page part party people per perhaps place point police
possible president press public put quite rather read real red really right river road said same saturday saw say says
school second see seem seen senate senator service seven several shall she short should show side since six small so some
somebody someone something soon sorry south speaker spring start state states still street such summer sunday sure take
tell ten than that the their them then there these they thing things think this those though three through thursday thus
time to today together tomorrow too took top toward town tuesday turn two under union university until up upon us use used
very via view village vote want war was water way we wednesday week well went were west what when where which while white
who whole whom whose why will winter with within without woman women word work world would year years yes yesterday yet you
young your yours zero
aber alle allein als also am an andere auch auf aus bei beim bin bis da dabei damit dann das dass dem den denn der des die
dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas euch für gegen hat hatte
haben hier ich ihm ihn ihr ihre im in ist ja jede jeder jetzt kann kein keine man mehr mein mit muss nach nein nicht nichts
noch nun nur ob oder ohne schon sehr sein seine sich sie sind so soll über um und uns unser unter vom von vor war waren was
weil wenn wer werden wie wieder wir wird wo zu zum zur zwar zwei zwischen montag dienstag mittwoch donnerstag freitag
samstag sonntag januar februar märz mai juni juli oktober dezember
au aux avec ce ces cet cette ceux comme dans des dont du elle elles en est et eux il ils je la le les leur leurs lui mais
même mes moi mon ne nos notre nous on ont où ou par pas plus pour qu que qui sa sans se ses si son sont sous sur ta te tes
toi ton tu un une vos votre vous y lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin
juillet août septembre octobre novembre décembre
al como con del el ella ellas ellos era es esta este la las lo los más muy nosotros para pero por que se sin sobre su sus
una uno y ya
che chi ci col cui dal dei della di gli ha ho il loro ma mi nel noi non per piu qua quello questa questo sei sono suo tra
tu
"""

STOP = frozenset(fold(word) for word in _WORDS.split())


def is_stop_word(name: str) -> bool:
    """Whether a name is a single common word that is not written in capitals."""
    folded = fold(name)
    return folded in STOP and not (len(name) > 1 and name.isupper())
