"""Groups for tests: names, places and ties as UCDP's actor file 22.1, the UN list and our register state them."""

from sourcebook.incidents.actors.groups import Group, GroupName, Groups, Tie


def group(id_: str, names: dict[str, str], countries: str = "", state: bool = False) -> Group:
    """A group with one entry, its names by what they are called: text to property."""
    entry = id_ if ":" in id_ else f"ucdp:{id_}"
    held = tuple(GroupName(text, entry, prop) for text, prop in names.items())
    return Group(entry, held[0].text, (entry,), held, frozenset(countries.split()), state)


AQIM = Group(
    "aqim",
    "Al-Qaida in the Islamic Maghreb",
    ("register:aqim", "ucdp:539", "un:QDe.014"),
    (
        GroupName("Al-Qa'ida in the Islamic Maghreb", "register:aqim", "name", "2007-01-24"),
        GroupName("AQIM", "ucdp:539", "name"),
        GroupName("GSPC", "ucdp:539", "previousName"),
        GroupName("Groupe salafiste pour la prédication et le combat", "ucdp:539", "previousName"),
        GroupName(
            "Salafist Group for Preaching and Combat",
            "ucdp:539",
            "previousName",
            None,
            "2007-01-24",
        ),
        GroupName("تنظيم القاعدة في بلاد المغرب الإسلامي", "register:aqim", "alias"),
    ),
    frozenset(("DZ", "ML")),
    state=False,
)
MUJAO = group(
    "1161",
    {
        "MUJAO": "name",
        "Mouvement pour le Tawhîd et du Jihad en Afrique de l'Ouest": "alias",
        "Movement for Unity and Jihad in West Africa": "alias",
    },
    "DZ ML",
)
PLA_INDIA = group("314", {"PLA": "name", "People’s Liberation Army": "alias"}, "IN")
PLA_CHINA = group("161", {"PLA": "name", "People's Liberation Army": "alias"}, "CN")
KIO = group("201", {"KIO": "name", "Kachin Independence Organization": "alias"}, "MM")
OPM = group(
    "266",
    {"OPM": "name", "Organisasi Papua merdeka": "alias", "Organization for a Free Papua": "alias"},
    "ID",
)
FRUD = group(
    "530",
    {
        "FRUD": "name",
        "Front pour la restauration de l’unité et de la démocratie": "alias",
        "Front for the Restoration of Unity and Democracy": "alias",
    },
    "DJ",
)
ZANU = group("493", {"ZANU": "name", "Zimbabwe African National Union": "alias"}, "ZW")
PF = group("494", {"PF": "name", "Patriotic Front": "alias"}, "ZW")
ALGERIA = group("115", {"Government of Algeria": "name"}, "DZ", state=True)
HYDERABAD = group("2", {"Government of Hyderabad": "name"}, "IN", state=True)


def groups() -> Groups:
    """All of them, and a tie."""
    held = (AQIM, MUJAO, PLA_INDIA, PLA_CHINA, KIO, OPM, FRUD, ZANU, PF, ALGERIA, HYDERABAD)
    ordered = tuple(sorted(held, key=lambda g: g.id))
    ties = (
        Tie("ucdp:493", "ucdp:494", "allied_with", "ucdp"),
        Tie("ucdp:1161", "aqim", "allied_with", "register"),
    )
    return Groups.of(ordered, ties)
