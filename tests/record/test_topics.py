"""Topics follow from designations."""

from sourcebook.record.topics import joined, known_topics, label, topics_of


def test_every_designation_is_a_sanction_and_terror_programmes_say_so() -> None:
    assert topics_of("ofac", "SDGT") == ("sanction", "crime.terror")
    assert topics_of("ofac", "RUSSIA-EO14024") == ("sanction",)
    assert topics_of("ofac", None) == ("sanction",)
    assert topics_of("us_fto", None) == ("sanction", "crime.terror")
    assert topics_of("uk", "The ISIL (Da'esh) and Al-Qaida organisations")[1:] == ("crime.terror",)


def test_topics_of_several_designations_are_sorted_and_known() -> None:
    both = joined([("ofac", "SDNTK"), ("un", "Al-Qaida")])
    assert both == ["crime.terror", "crime.traffick.drug", "sanction"]
    assert set(both) < known_topics()
    assert joined([]) == []


def test_every_topic_has_a_label() -> None:
    assert all(label(topic) != topic for topic in known_topics())
