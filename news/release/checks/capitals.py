"""Words with a capital that name nobody, in English: Independence, Communist, Governor."""

import re

# Offices, institutions, days, and words that begin sentences.
_NO_NAMES = frozenset(
    """
    the a an in on at by of for to from with as if it he she they we you i his her its their our my this that these
    those there here when while where what who how why all some many most more both each every no not but and or so yet
    after before since until during among according under over about against between because although though despite
    once only even jan feb mar apr jun jul aug sep sept oct nov dec one two three four five six seven eight nine ten
    first second third another nearly almost around less officials police analysts investors authorities experts
    researchers scientists residents people shares stocks mr mrs ms dr sir lord lady madam captain coach professor
    doctor president vice premier prime minister chancellor secretary general state states foreign affairs ministry
    department office bureau agency government governor mayor senator representative congressman chairman chairwoman
    chief executive director deputy speaker spokesman spokesperson spokeswoman ambassador king queen prince princess
    pope emperor judge justice attorney commissioner councilor counsellor bank reserve federal central national republic
    democratic democrats republicans conservative labour labor party committee congress parliament senate house council
    commission union united nations security assembly world international organization organisation fund monetary trade
    university college school institute academy court supreme high airport station street road avenue square river lake
    mountain sea ocean gulf bay island islands province city county prefecture district region autonomous north south
    east west northern southern eastern western new great old upper lower middle olympic olympics games cup league
    champions championship open grand prix final finals monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december christmas easter spring summer autumn
    winter festival day week year act law bill plan agreement treaty charter initiative forum summit conference meeting
    session report article chapter internet euro dollar yuan belt radio television times news treasury provincial
    municipal hall prize literature dynasty movement palace airlines exchange time post company group corporation inc
    ltd industrial average index stock board rescuers temperatures support plateau strip peninsula strait desert valley
    basin forest park museum library theatre theater church temple bridge tower gate town village street port harbor
    harbour canal dam glacier field site border line belt zone area community people's peoples royal real red blue green
    black white golden silver great grand long general special joint common high low top key southeast southwest
    northeast northwest southeastern southwestern northeastern northwestern upper inner outer western holy saint san los
    las del santa cruz communist communists socialist nationalist liberal liberals greens freedom independence revolution
    republic kingdom empire emirates federation league alliance union coalition front army navy force forces guard corps
    police fire health trade commerce finance economy energy science sciences arts culture sports tourism transport
    agriculture education labor justice defense defence interior home war peace victory memorial day eve era age
    century anniversary week month season year cultural political economic social global international national federal
    local public private civil human rights life sea space star station mission mars moon earth sun venus jupiter
    typhoon hurricane storm earthquake flood volcano mount hill lakes rivers delta coast beach airport railway express
    highway expressway line tunnel metro subway award awards medal prize academy oscar nobel peace world tour race cup
    open masters series stage round semifinal semifinals quarterfinals match game team club city united rovers athletic
    king's queen's father mother brother sister family foundation trust society association federation center centre
    office agency authority administration service services bureau press media daily journal review post tribune
    guardian reuters bloomberg xinhua associated agence reporter editor book story film series show opera song dance
    english latin arabic islamic islamist islam muslim muslims christian christians catholic buddhist buddhism taoist
    jewish jews hindu orthodox protestant tibetan mongolian uygur hui zang han manchu kazak
    stage programme program project initiative action strategy dialogue cooperation partnership framework protocol
    convention declaration statement communique consensus resolution constitution code order decree budget tax bond fund
    exchange market markets stocks shares oil gas gold coal rice wheat big small young old good best better total full
    part number no. no gdp pmi cpi ai covid covid-19 internet digital smart cloud data mobile phone car
    auto motors electric power steel mining chemical airlines aviation airways aircraft carrier ship fleet submarine
    probe rover satellite rocket module lab laboratory telescope astronaut astronauts teacher teachers student students
    worker workers farmer farmers doctor doctors nurse nurses patient patients children women men youth girl girls boy
    boys couple visitors tourists passengers fans voters lawmakers leaders scholars observers economists critics
    castle palace reform strategic building supporters protesters demonstrators firefighters soldiers troops prosecutors lawyers
    """.split()
)
# Endings of words that are hardly ever surnames.
_ENDS_AS_NO_NAME = re.compile(
    "(?:[aeiou]tions?|ssions?|nce|ncy|ments?|ities|[^n]ity|ness|isms?|ists?|logy|graphy|ships?|hood|ics|ical|onal|ial|ional"
    "|ative|itive|ctive|ous|ful|less|able|ible|ward|wards|wide|day|year|ways?|works|house|teen|ty-[a-z]+|ingly|[a-z]{5}ing"
    "|[a-z]{4}ed|[a-z]{4}ly)$"
)


def is_common(word: str) -> bool:
    """True for a word that names nobody, by itself or by its ending: Independence, Communist."""
    return all(part in _NO_NAMES or _ENDS_AS_NO_NAME.search(part) for part in word.lower().split("-"))
