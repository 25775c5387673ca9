"""What people say on an issue."""

from bot.sandbox.jira import clock, hooks
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world.issues import Comment, Issue
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json


def add(site: Site, user: User, issue: Issue, body: Json) -> Comment:
    now = clock.now()
    made = Comment(site.world.number(), user.id, body, now, now, user.id)
    issue.comments[made.id] = made
    issue.updated = now
    hooks.emit(site, "comment_created", issue, user.id, comment=made)
    return made


def edit(site: Site, user: User, issue: Issue, comment: Comment, body: Json) -> None:
    comment.body, comment.editor, comment.updated = body, user.id, clock.now()
    issue.updated = comment.updated
    hooks.emit(site, "comment_updated", issue, user.id, comment=comment)


def delete(site: Site, user: User, issue: Issue, comment: Comment) -> None:
    del issue.comments[comment.id]
    issue.updated = clock.now()
    hooks.emit(site, "comment_deleted", issue, user.id, comment=comment)
