"""What Firebell does in Slack because of what happened, a file per surface."""

from bot.integrations.slack.effects.alerting.alerts import AlertEffects
from bot.integrations.slack.effects.alerting.storm import StormEffects
from bot.integrations.slack.effects.asking.sos import SosEffects
from bot.integrations.slack.effects.asking.tasks import TaskEffects
from bot.integrations.slack.effects.channel import ChannelEffects
from bot.integrations.slack.effects.declaring import DeclaringEffects
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.effects.ending import EndingEffects
from bot.integrations.slack.effects.followers import FollowerEffects
from bot.integrations.slack.effects.freeze import FreezeEffects
from bot.integrations.slack.effects.insight.digest import DigestEffects
from bot.integrations.slack.effects.insight.exporting import ExportEffects
from bot.integrations.slack.effects.notes import NoteEffects
from bot.integrations.slack.effects.on_call.calls import CallEffects
from bot.integrations.slack.effects.on_call.catching_up import CatchingUpEffects
from bot.integrations.slack.effects.on_call.pages import PageEffects
from bot.integrations.slack.effects.on_call.surfaces import OnCallEffects
from bot.integrations.slack.effects.people import PeopleEffects
from bot.integrations.slack.effects.postmortem.canvas import CanvasEffects
from bot.integrations.slack.effects.postmortem.files import FileEffects
from bot.integrations.slack.effects.postmortem.redacting import PaperRedactionEffects
from bot.integrations.slack.effects.postmortem.runbooks import RunbookEffects
from bot.integrations.slack.effects.postmortem.scorecard import DrillEffects
from bot.integrations.slack.effects.postmortem.telling import PostmortemEffects
from bot.integrations.slack.effects.posts import PostEffects
from bot.integrations.slack.effects.privacy import PrivacyEffects
from bot.integrations.slack.effects.redacting.messages import RedactionEffects
from bot.integrations.slack.effects.reminders import ReminderEffects
from bot.integrations.slack.effects.screens import ScreenEffects
from bot.integrations.slack.effects.sharing import SharingEffects
from bot.integrations.slack.effects.ticketing.tickets import TicketEffects
from bot.integrations.slack.effects.updates import UpdateEffects

EFFECTS: tuple[type[SlackEffects], ...] = (
    ChannelEffects,
    PeopleEffects,
    PostEffects,
    UpdateEffects,
    TaskEffects,
    FollowerEffects,
    NoteEffects,
    SharingEffects,
    FreezeEffects,
    StormEffects,
    AlertEffects,
    EndingEffects,
    DrillEffects,
    ReminderEffects,
    ScreenEffects,
    DeclaringEffects,
    PrivacyEffects,
    SosEffects,
    OnCallEffects,
    CatchingUpEffects,
    PageEffects,
    CallEffects,
    TicketEffects,
    PostmortemEffects,
    CanvasEffects,
    FileEffects,
    RunbookEffects,
    PaperRedactionEffects,
    RedactionEffects,
    ExportEffects,
    DigestEffects,
)
