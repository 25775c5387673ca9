"""Projects, types, statuses, priorities, resolutions, components, links: what is set up."""

from bot.sandbox.jira.shapes import people
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.world.setup import Component, IssueType, LinkType, Named, Project, Status
from bot.sandbox.world import Json

CATEGORIES = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}


def priority(frame: Frame, one: Named) -> Json:
    icon = f"{frame.site.home}/images/icons/priorities/{one.name.lower()}.svg"
    return {"self": frame.at(f"priority/{one.id}"), "iconUrl": icon, "name": one.name, "id": one.id}


def whole_priority(frame: Frame, one: Named) -> Json:
    colors = ("#d04437", "#f15C75", "#f79232", "#707070", "#999999")
    color = colors[min(int(one.id), len(colors)) - 1] if one.id.isdecimal() else colors[-1]
    return {**priority(frame, one), "statusColor": color, "description": one.description}


def resolution(frame: Frame, one: Named) -> Json:
    head = {"self": frame.at(f"resolution/{one.id}"), "id": one.id}
    return {**head, "description": one.description, "name": one.name}


def category(frame: Frame, key: str) -> Json:
    number, name, color = CATEGORIES[key]
    address = frame.at(f"statuscategory/{number}")
    return {"self": address, "id": number, "key": key, "colorName": color, "name": name}


def status(frame: Frame, one: Status) -> Json:
    return {
        "self": frame.at(f"status/{one.id}"),
        "description": "",
        "iconUrl": f"{frame.site.home}/images/icons/statuses/generic.png",
        "name": one.name,
        "id": one.id,
        "statusCategory": category(frame, one.category),
    }


def issue_type(frame: Frame, one: IssueType) -> Json:
    return {
        "self": frame.at(f"issuetype/{one.id}"),
        "id": one.id,
        "description": one.description,
        "iconUrl": frame.picture("issuetype")["48x48"],
        "name": one.name,
        "subtask": False,
        "avatarId": 10400,
        "hierarchyLevel": 0,
    }


def project(frame: Frame, one: Project) -> Json:
    """As issues and lists show it."""
    return {
        "self": frame.at(f"project/{one.id}"),
        "id": one.id,
        "key": one.key,
        "name": one.name,
        "projectTypeKey": "software",
        "simplified": False,
        "avatarUrls": frame.picture("project"),
    }


def whole_project(frame: Frame, one: Project) -> Json:
    return {
        "expand": "description,lead,issueTypes,url,projectKeys,permissions,insight",
        **project(frame, one),
        "description": "",
        "lead": people.linked(frame, one.lead),
        "components": [component(frame, each) for each in frame.world.components_of(one)],
        "issueTypes": [issue_type(frame, frame.world.types[each]) for each in one.types],
        "assigneeType": "UNASSIGNED",
        "versions": [],
        "roles": {},
        "style": "classic",
        "isPrivate": False,
        "properties": {},
    }


def component(frame: Frame, one: Component) -> Json:
    """As issues show it."""
    head = {"self": frame.at(f"component/{one.id}"), "id": one.id, "name": one.name}
    return {**head, "description": one.description} if one.description else head


def whole_component(frame: Frame, one: Component) -> Json:
    return {
        **component(frame, one),
        "assigneeType": "PROJECT_DEFAULT",
        "realAssigneeType": "PROJECT_DEFAULT",
        "isAssigneeTypeValid": False,
        "project": frame.world.projects[one.project].key,
        "projectId": int(one.project),
    }


def link_type(frame: Frame, one: LinkType) -> Json:
    address = frame.at(f"issueLinkType/{one.id}")
    return {"id": one.id, "name": one.name, "inward": one.inward, "outward": one.outward, "self": address}
