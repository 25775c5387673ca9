"""An admin runs a job now, pauses or resumes it, or changes its schedule."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import show_again
from bot.listeners.subcommand import Subcommand
from bot.store.running import jobs
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.settings.steer_jobs import pause_job, run_job, schedule_job
from bot.views.blocks import Block
from bot.views.settings import health, usergroups
from bot.views.settings import jobs as view
from bot.views.settings.listing import Place

SUBCOMMANDS: tuple[Subcommand, ...] = ()
HERE = Place(view.NAME)


def register(app: Routes, desk: Desk) -> None:
    async def choose(ack: AsyncAck, body: Body) -> None:
        deed, name = view.chosen(body["actions"][0]["selected_option"]["value"])
        by, press, behind = body["user"]["id"], body["trigger_id"], body["view"]["id"]
        if deed == "schedule":
            form = await desk.db.read(_form, name, behind, by)
            await ack()
            desk.after_ack(body, lambda: desk.show(body, form))
            return
        if deed == "run":
            await desk.db.write(run_job, name, by=by, press=press)
        else:
            await desk.db.write(pause_job, name, paused=deed == "pause", by=by, press=press)
        await ack()
        await show_again(desk, body, behind, HERE, by)

    async def save(ack: AsyncAck, body: Body) -> None:
        name, schedule, behind = view.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(schedule_job, name, schedule, by=by, press=press)
        await ack()
        await show_again(desk, body, behind, HERE, by)

    async def import_all(ack: AsyncAck, body: Body) -> None:
        await _run(desk, ack, body, usergroups.JOB, Place(usergroups.NAME))

    async def look_again(ack: AsyncAck, body: Body) -> None:
        await _run(desk, ack, body, health.LOOK_AROUND, Place(health.NAME))

    app.action(usergroups.IMPORT)(import_all)
    app.action(health.LOOK)(look_again)
    app.action(view.MENU)(choose)
    app.view(view.CALLBACK)(save)


async def _run(desk: Desk, ack: AsyncAck, body: Body, job: str, place: Place) -> None:
    by, press = body["user"]["id"], body["trigger_id"]
    await desk.db.write(run_job, job, by=by, press=press)
    await ack()
    await show_again(desk, body, body["view"]["id"], place, by)


def _form(name: str, behind: str, person: str) -> Block:
    must_be_admin(person)
    job = jobs.get(name)
    if job is None:
        raise UserError(f"There is no job {name} any more. Look at the list again.")
    return view.form(job, behind)
