"""Words that say little, or the same as another word, in names of persons and groups.

Small tables by hand: particles and titles around a name, given names so common that sharing one means little,
what a group calls itself (in English, French, Spanish and Arabic) and the legal forms of companies. All
are written as `words.words` folds them: lower case, ASCII, no apostrophes.
"""

from __future__ import annotations


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _table("al el ul")
ABD = _table("abd abdul abdel abdal abdol abdoul abdur abder abdil")
ABU = _table("abu abou abo aboo abi")
UMM = _table("umm oum oumm")
DIN = _table("din dine deen eddin eddine addin uddin aldin eldin ddin diin")
ALLAH = _table("allah ullah llah")
BIN = _table(
    "bin ben ibn bint binti ould uld wuld wald bn oulad ag ait aw oglu ogly kyzy kizi qizi zadeh"
)
PARTICLES = BIN | _table(
    "of the for and in on to a an de la le les du des d l et pour dans au aux en y del los las da do dos di e "
    "der die das von van und zu fi wa w li bi min ala i o ya ve va"
)
TITLES = _table(
    "mr mrs ms dr doctor prof professor eng engineer general gen colonel col commander commandant captain "
    "capt major maj brigadier lieutenant lt sergeant sheikh shaykh cheikh sheik shaikh sheykh shekh haji hajji "
    "hajj hadji alhaj alhaji mullah mulla molla mawlawi maulavi moulavi maulvi mawlavi maulana mawlana mufti "
    "qari imam emir amir sayyid sayed sayyed syed hafiz hafez ustad ustaz ostad ayatollah hojjat prince "
    "princess king sultan chief comrade akhund akhundzada"
)
COMMON_NAMES = _table(
    "muhammad mohammad mohammed mohamed muhammed mohamad mahamat mamadou muhamad ahmad ahmed ahmet ali hasan "
    "hassan hussein hussain husayn hossein hocine hamid hamed abdallah abdrahman abdrahmane abdulla abdaziz "
    "ibrahim khan omar umar said saeed saleh salih salah yusuf youssef khalid khaled mahmud mahmoud mustafa "
    "kim john david jose juan carlos maria ivanovich vladimir aleksandr alexander sergei viktor nikolai"
)
MOHAMMED = _table("md mohd mohd mhd muhd moh")

# What a group calls itself; words of one row mean the same.
_MEANINGS = """
organization organisation organizacion organizatsiya tanzim tandhim tanzeem tnzim
group groupe grupo groupement gruppe majmua majmuat grup grub
front jabhat jabha jabhah djabhat cephesi frente jbha
movement mouvement movimiento haraka harakat harkat harakah harkatul harkat hrka hareket
army armee armia ejercito jaish jaysh jaych jesh jish
brigade brigades brigada brigate katiba katibat katibah kataib kateeba battalion bataillon batallon liwa liwaa
party parti partido hizb hezb hizbi hezbi partiya
state etat estado dawla dawlah dula
islamic islami islamique islamiya islamiyya islamia islamiyah islamico islamiyya islamiyyah aslamia islameya
islam eslam islaam
community congregation jamaat jamaa jamaah jemaah jamiat jama djamaat djamaa jamaa gamaa gamaah jmaa aljamaa
supporters partisans defenders ansar ansaru ansaar
union ittihad ittihaad itihad
national nationale nacional watani wataniya
liberation liberacion tahrir tahrer
people peoples popular populaire peuple pueblo shabi shaabi
forces force fuerzas quwat quwwat
youth jeunes jeunesse shabaab shabab chabab
west ouest gharb
east orient est sharq
africa afrique ifriqiya ifriqiyya afriqia
united unis unie unidos
combat fight qital
salafist salafiste salafi salafiya salafiyya
preaching predication dawa dawah daawa
revolutionary revolutionnaire revolucionario revolucionarias thawri
democratic democratique democraticas democratico
maghreb maghrib mghrb magreb
"""
MEANING = {word: row.split()[0] for row in _MEANINGS.strip().splitlines() for word in row.split()}
GENERIC = frozenset(MEANING) | _table(
    "international global company trading general trade services service foundation charity charitable relief "
    "society association committee council center centre institute bureau office network fund trust bank "
    "enterprise enterprises industries industrial industry corporation holding investment investments "
    "exchange money transport shipping marine petroleum oil gas construction import export factory"
)

LEGAL_FORMS = _table(
    "ltd limited llc llp lp plc inc incorporated corp corporation co company cie gmbh ag kg sa sarl sas srl "
    "spa bv nv oao ooo zao pao ao oy ab as aps sro doo ood ead jsc pjsc ojsc cjsc fze fzco fzc est pte pty "
    "sdn bhd kk sal psc wll saoc ltda cv kft zrt tic sti limitada sl ek ohg pvt"
)
