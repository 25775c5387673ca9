"""What an admin of RT loads makes fields and scrip once, however often; held against a real RT."""

from pathlib import Path

from rt import RT

from bot.integrations.rt.initialdata import initialdata

SECRET = "it's a \\ secret of ours"


def test_what_people_chose_is_text_in_perl_and_nothing_else() -> None:
    text = initialdata(["It's $here @now {scrip} \\"], "https://bell.example/webhooks/rt", SECRET, 14)
    assert r"my @queues = ( 'It\'s $here @now {scrip} \\' );" in text
    assert r"secret => 'it\'s a \\ secret of ours', user => 14 }" in text
    assert "my $told   = undef;" in initialdata(["*"], "", SECRET, 14)


async def test_fields_and_scrip_are_made_once_however_often_it_is_loaded(rt: RT, tmp_path: Path) -> None:
    file = tmp_path / "rt.pl"
    file.write_text(initialdata(["Network", "Incidents", "Nowhere"], "http://127.0.0.1:9/", SECRET, 1))
    first = rt.load(file)
    for said in (
        "There is no queue Nowhere",
        "The field PagerDuty ID is in Network.",
        "The field PagerDuty URL is in Network.",
        "The scrip is made, and watches Network.",
        "The scrip watches Incidents.",
    ):
        assert said in first, first
    again = rt.load(file)
    assert "The field" not in again, again
    assert "The scrip" not in again, again
    fields = await rt.call(
        "POST", "customfields", [{"field": "id", "operator": ">", "value": 0}], fields="Name"
    )
    assert sorted(one["Name"] for one in fields["items"]).count("PagerDuty ID") == 1
    scrips = rt.perl(
        "my $scrips = RT::Scrips->new(RT->SystemUser); $scrips->UnLimit;"
        "print join ',', grep { /Firebell/ } map { $_->Description } @{ $scrips->ItemsArrayRef };"
    )
    assert scrips == "Firebell: tell what happens to tickets"
    rt.renew()
    number = await rt.create("Nobody can pay", "Network")
    assert (await rt.ticket(number))["CustomFields"] == {"PagerDuty ID": "", "PagerDuty URL": ""}
    assert f"Firebell was not told of ticket {number}" in rt.log, "and yet the ticket is there"
