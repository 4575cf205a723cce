"""The fixed phrases of the Council's comments, as patterns.

A phrase names an entry and gives its reference in brackets: "the Organization of Al-Qaida in the Islamic Maghreb
(AQIM) (QDe.014)". Between the name and the reference may stand an acronym and the name it is listed under; nothing
else, so that "leader of Jamaat Abu Hanifa, a terrorist group that is part of (QDe.137)" says nothing of QDe.137.
"""

from __future__ import annotations

import re

_LISTS = r"(?:QD|TA|IQ|LY|SO|CD|CF|SD|SS|HT|YE|KP|IR|ML|GB)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# "20 Aug. 2013", "December 2011", "2015"; once "January 10, 2015".
DATE = (
    rf"(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})\.? |(?P<month_first>{_MONTH}) "
    r"(?P<day_second>\d{1,2}), )?(?P<year>\d{4})\b(?![-–/]\d)"
)
_PART_OF_YEAR = r"(?:early |late |mid-)?"
REFERENCE = re.compile(rf"\((?:listed as [^()]*?|JI, )?(?P<ref>{_LISTS}[ie]\.\d{{3}})")

_CALLED = r"(?: \([^()]{1,30}\))?(?:,? \(?(?:also known as|listed as) [^(),;]{1,80}?)?(?: \([^()]{1,12}\))?"
_NAME = rf"(?P<name>[A-ZÀ-Þ‘’'][^(),;:]{{1,100}}?){_CALLED}"
_PERSON = rf"{_NAME} \((?P<ref>{_LISTS}i\.\d{{3}})"
_GROUP = rf"(?:the )?{_NAME} \((?P<ref>{_LISTS}e\.\d{{3}})"

# A name as it ends before a reference: capitals, joined by the small words of names.
_SMALL = (
    r"(?:of|in|for|to the|the|and the Levant|and(?= [A-Z])|pour|et le|et|le|la|de|en|du|al|ag|ul|wa|"
    r"bin|ben|ibn|i|l|-|/|&)"
)
_WORD = r"(?:[a-z]{1,3}[-’'])?[A-ZÀ-Þ‘’'“][\w’'“”./-]*"
TAIL = re.compile(rf"(?<!\w){_WORD}(?:(?: {_SMALL})* {_WORD}| and the Levant)*$")
AND_ALSO = re.compile(
    rf"\)(?: \([^()]{{1,12}}\))?(?:, and|,| and) (?:the )?"
    rf"{_WORD}(?:(?: {_SMALL})* {_WORD}| and the Levant)*{_CALLED} $"
)
# What such a name begins with where the sentence, not the name, gave the capital.
OPENERS = re.compile(
    r"^(?:Syria-based |Linked to (?:the )?|Joined (?:the )?|(?:(?:Senior|Former|Deputy) )*"
    r"(?:Member|Director|Owner|Co-owner|Associate|Facilitator|Financier|Fundraiser|Recruiter|Spokesperson|"
    r"Commander|Deputy|Amir/Chief|Finance “emir”|Brother|Brother-in-law|Son|Father|Leader|Affiliate|"
    r"Subsidiary|Founder) (?:of|for) (?:the )?)?(?:Senior |Former |Key )?(?:(?:Shura )?Council of (?:the )?)?"
)
# The part of a group that a name may speak of instead of the group.
PART_OF_GROUP = re.compile(
    r"\b(?:militants|members|supporters|fighters|affiliates?|forces|Katiba\w*|Council|branch|wing|cell|"
    r"brigade|battalion|committee)\b.* of\b",
    re.IGNORECASE,
)

# Not "established pursuant to resolution 1718 (2006) in 2009", and a full stop only inside a reference.
_WITHIN = r"(?:(?!\b(?:pursuant|designated|which|who|that)\b)(?:[^.;]|\.(?=\d))){0,90}?"
FOUNDED = re.compile(
    r"(?<![Rr]e-)\b(?:[Ff]ounded|[Ff]ormed|[Ee]stablished|[Cc]reated|[Ee]merged)\b"
    rf"{_WITHIN},? (?:in|on) {_PART_OF_YEAR}{DATE}"
)
FOUNDERS = re.compile(
    r"(?<![Rr]e-)\b(?:[Ff]ounded|[Ff]ormed|[Ee]stablished)(?: and (?P<led>headed|led))?"
    rf"(?: (?:in|on) [^;()]{{1,25}}?)? by {_PERSON}"
)
FOUNDER_IS = re.compile(rf"^The founder is {_PERSON}")
DEAD_FOUNDERS = re.compile(r"^Founded (?:and led |and headed )?by (?P<names>[^;:]+ \(deceased\))")
DEAD_NAME = re.compile(r"(?P<name>[A-ZÀ-Þ][^(),;:]+?) \(deceased\)")
SPLINTER = re.compile(rf"\b[Ss]plinter group of {_GROUP}\)")
HEADED = re.compile(
    r"(?:^|^(?:It|The group) is |(?:\)|[Ff]ounded|[Ff]ormed|[Ee]stablished) and )(?:currently )?"
    rf"(?P<role>[Hh]eaded|[Ll]ed) by (?:his son |now-)?{_PERSON}"
)
LEADER_IS = re.compile(
    r"(?:^|, )(?:(?:[Ii]ts|[Tt]he) )?(?P<role>(?:[Cc]urrent |[Oo]verall )?(?:[Ll]eader|[Hh]ead|[Ee]mir))"
    rf"(?: of (?:[A-Z]{{2,}}|the group))? is {_PERSON}"
)
LEADER_ONLY_NAMED = re.compile(
    r"^(?:The|Its) (?P<role>leader) is (?P<name>[A-ZÀ-Þ][^(),;:.]+?)(?: \(not listed\))?\.$"
)
IS_LEADER_OF = re.compile(
    rf"^(?:Associated with )?{_PERSON}\),? (?:who )?is the (?P<role>leader) of (?:the )?(?P<what>[^.;,()]+)"
)
MERGER = re.compile(
    rf"merger between {_GROUP}\) and (?:the )?[^()]*(?:\([^()]{{1,12}}\) )?"
    rf"\((?P<ref2>{_LISTS}e\.\d{{3}})\)"
)
MERGED = re.compile(
    rf"\bmerged with {_GROUP}\) and established (?:the )?[^()]* \((?P<ref2>{_LISTS}e\.\d{{3}})\)"
)
ON_DATE = re.compile(rf"^On {DATE}")
ZONE = re.compile(
    r"^(?:Zone of operation includes|Operates in|Active in|Operates from|Operational in) (?P<where>[^.;]+)"
)
FORMERLY = re.compile(r"\b(?:f\.k\.a\.?|[Ff]ormerly known as) (?P<name>[A-Z][^();,.]{2,80})")

_RANK = (
    r"(?:(?:acting|current|overall|operational|senior|former|deputy|spiritual|military|prominent|"
    r"founder|and|operational and military) )*"
)
OFFICE = re.compile(
    rf"(?:(?<=^)|(?<=, )|(?<=\band )|(?<=^As )|(?<=^Has served as )|(?<=\bis ))"
    rf"(?P<role>(?i:(?:a |the |one of the )?{_RANK}(?:head|leaders?|emir|amir))"
    rf"(?: and (?:co-founder|commander|founder))?) of {_GROUP}(?P<after>\))"
)
HEADING = re.compile(rf"^(?P<role>Heading) {_GROUP}(?P<after>\))")
FOUNDER_OF = re.compile(rf"(?:(?<=^)|(?<=, )|(?<=\band ))(?i:founder|co-founder) of {_GROUP}\)")
FORMED_IT = re.compile(
    rf"^(?:Formed|Founded|Established) {_GROUP}\)(?: (?:in|on) {_PART_OF_YEAR}{DATE})?"
)
# "(QDe.129) in Marib Governorate, Yemen since 2015": he leads there, not the whole.
REGION = re.compile(
    r"\) (?P<region>(?:for|in) (?:[a-z]+ )*(?:of )?[A-Z][^.;()\d]*?)(?= since\b|\.|$)"
)
SINCE = re.compile(rf"\)?(?: \([A-Z]+\))? since {DATE}")
# A tie named before these words is the entry's own; after "associated with X," it would be X's.
OWN = re.compile(
    r"^(?:$|As (?:at|of) |As$|Has served as$|(?:He|She) (?:is|was)\b|(?:[\w-]+ )?(?:co-)?(?:founder|"
    r"founding|member|leader|head|emir|commander|owner|co-owner|son|brother|father|uncle|brother-in-law)\b)",
    re.IGNORECASE,
)

DEAD = re.compile(
    rf"^(?:As of (?P<asof>{DATE}), )?(?:(?:[Rr]eportedly|Reported|Believed|Confirmed)"
    r"(?: to have| to be)?(?: been)? (?:[Dd]ead|[Dd]eceased|died|(?<!have )killed)\b(?! \d)|Deceased\b|Died\b|"
    r"Killed(?= (?:in|on|by)\b))"
)
BELIEVED_DEAD = re.compile(r"\bis believed to have died\b")
DIED_ON = re.compile(
    r"(?:(?!\b(?:following|after|arrest\w*|since)\b)[^.;])*?\b(?P<how>in|on|as of|as at|by)\b "
    rf"{_PART_OF_YEAR}{DATE}"
)
STATUS_DEAD = re.compile(r"^Believed status/location: deceased")
LINK = re.compile(r"https?://\S+")

_FAMILY = (
    r"(?P<role>(?i:brother-in-law|father-in-law|son-in-law|brother|sister|son|daughter|father|mother|"
    r"uncle|nephew|cousin|wife|widow|husband))"
)
_AT = r"(?:(?<=^)|(?<=, )|(?<=\band )|(?<=\bis ))(?:the |a )?"
MEMBER_OF = re.compile(
    rf"{_AT}(?P<role>(?i:(?:senior |founding |former |longtime |key )?member)) of "
)
FAMILY_OF = re.compile(rf"{_AT}{_FAMILY} of ")
OWNED_BY = re.compile(r"^(?P<role>Owned|Controlled|Owned or controlled) by ")
ACTS_FOR = re.compile(r"^(?P<role>Acts|Acted|Acting) (?:for|on behalf of) ")
OWNER_OF = re.compile(rf"^(?P<role>Owner|Co-owner) of {_GROUP}\)")
# Where the words up to a reference turn to something else.
TURNS = re.compile(r"\b(?:who|which|as of|as at|deputy|and (?!the Levant)[a-z])")
