"""French texts are read and judged as English ones are; the record and the explanations stay as they are."""

from __future__ import annotations

import pytest

from sourcebook.claims.language import patterns, wording
from tests.claims.conftest import Checked, Judge

PROFILE = """\
Al-Qaïda au Maghreb islamique (AQMI) est issue d'une scission du Groupe islamique armé (GIA). Le Groupe salafiste pour
la prédication et le combat (GSPC) a été fondé en 1998 par Hassan Hattab, lassé des massacres de civils. En janvier
2007, le GSPC a pris le nom d'Al-Qaïda au Maghreb islamique.

Abdelmalek Droukdel dirigeait AQMI depuis 2004 ; il a été tué par l'armée française en juin 2020. AQMI opère en Algérie,
au Mali et au Niger. L'attaque de l'hôtel Radisson Blu de Bamako, en novembre 2015, a été revendiquée par Boko Haram.
AQMI est inscrite sur la liste de sanctions des Nations unies depuis 2001. Il faut rester vigilant.
"""

CASES = [
    ("founded", "supported", "Boko Haram, fondé en 2002 par Mohammed Yusuf, est un mouvement djihadiste."),
    ("founded", "contradicted", "Boko Haram a été fondé en 1985 dans le nord du pays."),
    ("split_from", "supported", "Ansaru est une scission de Boko Haram, active dans le nord."),
    ("split_from", "contradicted", "Boko Haram a fait scission d'Ansaru il y a des années."),
    ("led_by", "supported", "JNIM est dirigé par Iyad Ag Ghali, qui est à la tête du groupe."),
    ("led_by", "contradicted", "En 2012, AQMI était dirigée par Abubakar Shekau, un chef venu du sud."),
    ("died", "supported", "Mohammed Yusuf a été tué par la police en juillet 2009 dans la ville."),
    ("died", "contradicted", "Mohammed Yusuf a été tué par la police en juillet 2015 dans la ville."),
    ("merged_with", "supported", "JNIM est né en mars 2017 de la fusion d'Ansar Dine, d'AQMI et de la Katiba Macina."),
    ("carried_out", "supported", "L'enlèvement des lycéennes de Chibok en avril 2014 a été revendiqué par Boko Haram."),
    ("designated_by", "supported", "Le Nigeria a interdit Boko Haram et un autre mouvement en juin 2013."),
    ("operates_in", "not_in_record", "JNIM opère en Belgique et dans les pays du nord de la région."),
]  # fmt: skip


def test_there_is_a_wording_of_french_whose_patterns_compile() -> None:
    assert wording("fr") is not None
    assert len(patterns("fr")) > 50


@pytest.mark.parametrize(("kind", "verdict", "text"), CASES)
def test_a_french_claim_is_judged(judge: Judge, kind: str, verdict: str, text: str) -> None:
    found = judge(text, kind)
    assert verdict in {j.verdict for j in found}, [j.explanation for j in found]


def test_a_french_page_has_its_verdicts(checked: Checked) -> None:
    found = {(j.claim.type, j.verdict) for j in checked(PROFILE).claims}
    for wanted in ("founded", "split_from", "called", "led_by", "died", "operates_in"):
        assert (wanted, "supported") in found
    assert ("carried_out", "contradicted") in found


def test_each_passage_is_read_in_its_own_language(checked: Checked) -> None:
    text = (
        "Boko Haram was founded in 2002 by a preacher of the north, and it has been at war with the state since.\n\n"
        "Boko Haram a été fondé en 1985 par un prédicateur du nord, et le groupe est en guerre avec l'État depuis."
    )
    verdicts = [
        j.verdict for j in checked(text).claims if j.claim.type == "founded" and j.claim.time
    ]
    assert verdicts == ["supported", "contradicted"]
