"""The rows that are about one person alone."""

from datetime import datetime

from bot.domain.paging.source import of_system
from bot.domain.personal.forgetting import NOBODY, Traces
from bot.store.tables import (
    ChannelMember,
    Contact,
    Delivery,
    Draft,
    Follower,
    Home,
    Identity,
    OtherAccount,
    Person,
    UsergroupMember,
)


def stop(traces: Traces) -> None:
    """Nothing more is shown or told to them."""
    person = traces.slack
    mine = (Delivery.subject == f"home:{person}") | Delivery.subject.startswith(f"follower:{person}:")
    Delivery.delete().where(mine & Delivery.state.in_(("waiting", "failed"))).execute()
    Home.delete().where(Home.person == person).execute()
    Follower.delete().where(Follower.place == person).execute()
    Draft.delete().where((Draft.person == person) & (Draft.incident == 0)).execute()


def end(traces: Traces, now: datetime) -> None:
    """Of who was somebody in Slack a row stays that says so, under another id and without anything else."""
    person = traces.slack
    for table in (Identity, UsergroupMember, ChannelMember):
        table.delete().where(table.person == person).execute()
    for one in traces.accounts:
        OtherAccount.delete().where(
            (OtherAccount.source == one.source) & (OtherAccount.key == one.key)
        ).execute()
    Contact.delete().where(
        Contact.id.in_([one.key for one in traces.accounts if of_system(one.source)])
    ).execute()
    blank = {"id": traces.becomes, "name": NOBODY, "real_name": "", "email": "", "zone": "UTC"}
    rights = {"admin": False, "guest": False, "stranger": False, "deleted": True, "read_at": now}
    Person.update({**blank, **rights}).where(Person.id == person).execute()
