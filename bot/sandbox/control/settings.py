"""GET and POST /sandbox/settings: what an admin allows in the workspace.

`POST {"channels": false}` switches something off: from then on Slack refuses it by the name that it has for
that refusal, until `POST {"channels": true}` or a reset. GET and POST answer with all settings and a
sentence about each:

channels, private_channels   conversations.create: restricted_action
archiving                    conversations.archive: restricted_action
invites                      conversations.invite: cant_invite
general                      chat.postMessage to the general channel: restricted_action
usergroups                   usergroups.create, update and the like: permission_denied
files                        files.getUploadURLExternal: file_uploads_disabled
canvases                     canvases.* and conversations.canvases.create: canvas_disabled_user_team
charts                       messages with data_visualization or table: invalid_blocks
paid_plan                    usergroups.*: plan_upgrade_required or paid_teams_only; canvases of their own:
                             free_teams_cannot_create_standalone_canvases and its like

Admins are free of the first six.
"""

from dataclasses import asdict

from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json
from bot.sandbox.world.settings import ABOUT, NAMES


def shown(slack: Slack) -> Json:
    return {"ok": True, "settings": asdict(slack.world.settings), "about": ABOUT}


def change(slack: Slack, body: Json) -> Json:
    if unknown := sorted(set(body) - set(NAMES)):
        raise Refusal(f"There is no setting {', '.join(unknown)}; there are {', '.join(NAMES)}.")
    if wrong := [name for name, value in body.items() if not isinstance(value, bool)]:
        raise Refusal(f'"{wrong[0]}" must be true or false.')
    for name, value in body.items():
        setattr(slack.world.settings, name, value)
    slack.changes.touch()
    return shown(slack)
