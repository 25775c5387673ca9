"""What the workspace allows its members and apps: an admin switches it off, and Slack refuses by name."""

from dataclasses import dataclass, fields


@dataclass
class Settings:
    """Everything is allowed at first; admins may do all but what needs the plan or is off for everybody."""

    channels: bool = True
    private_channels: bool = True
    archiving: bool = True
    invites: bool = True
    general: bool = True
    usergroups: bool = True
    files: bool = True
    canvases: bool = True
    charts: bool = True
    editors: bool = True
    paid_plan: bool = True


NAMES = tuple(each.name for each in fields(Settings))
ABOUT = {
    "channels": "Members and apps may create public channels.",
    "private_channels": "Members and apps may create private channels.",
    "archiving": "Members and apps may archive channels.",
    "invites": "Members and apps may invite people into channels.",
    "general": "Members and apps may post in the general channel.",
    "usergroups": "Members and apps may create and edit user groups.",
    "files": "Files may be uploaded.",
    "canvases": "Canvases are switched on.",
    "charts": "Messages can hold charts and tables, which come to one workspace after the other.",
    "editors": "Slack names to apps who wrote in a canvas.",
    "paid_plan": "The workspace is on a paid plan: it has user groups and canvases of their own.",
}
