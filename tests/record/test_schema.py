from sourcebook.record.schema import ancestry, is_a, property_type, schemata


def test_a_company_is_an_organization_and_a_thing() -> None:
    assert is_a("Company", "Organization") and is_a("Company", "Thing") and is_a("Person", "Person")
    assert not is_a("Organization", "Company") and not is_a("Sanction", "Thing")
    assert ancestry("Company")[0] == "Company"


def test_a_property_has_the_type_its_schema_or_an_ancestor_gives_it() -> None:
    assert property_type("Person", "name") == "name"
    assert property_type("Person", "birthDate") == "date"
    assert property_type("Ownership", "owner") == "entity"
    assert property_type("Person", "imoNumber") is None
    assert property_type("Person", "sanctions") is None, (
        "the other end of a property stands in no data"
    )


def test_what_is_in_no_model_is_nothing() -> None:
    assert (
        ancestry("Werewolf") == ()
        and is_a("Werewolf", "Werewolf")
        and not is_a("Werewolf", "Thing")
    )
    assert property_type("Werewolf", "name") is None


def test_every_schema_extends_schemata_of_the_table() -> None:
    assert len(schemata()) > 60
    assert all(parent in schemata() for schema in schemata().values() for parent in schema.extends)
