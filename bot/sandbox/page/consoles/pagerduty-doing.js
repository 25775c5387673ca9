// What people do in PagerDuty, as oneself: each a press, or a press and a word.
import { askText } from "../base/confirm.js";
import { openMenu } from "../base/menu.js";
import { act } from "../base/server.js";
import { toast } from "../base/toast.js";
import { account } from "./pagerduty-state.js";

export async function doThere(action, more) {
  const answer = await act({ do: account(), action, ...more });
  if (!answer.ok) toast(answer.error);
  return answer;
}

export async function note(incident) {
  const text = await askText(`Note on #${incident.incident_number}`, "Note", "", "Add note");
  if (text) await doThere("note", { incident: incident.id, text });
}

export function reassign(anchor, duty, incident) {
  openMenu(
    anchor,
    "Reassign to",
    duty.users.map((user) => ({
      label: user.name,
      detail: user.job_title,
      onPick: () => doThere("reassign", { incident: incident.id, to: [user.id] }),
    })),
  );
}

export function more(anchor, duty, incident) {
  const go = (action, said) => () => doThere(action, { incident: incident.id, ...said });
  const others = duty.incidents.filter((one) => one.id !== incident.id && one.status !== "resolved");
  openMenu(anchor, "More", [
    "Priority",
    ...duty.priorities.map((one) => ({
      label: one.name,
      detail: one.description,
      onPick: go("priority", { priority: one.name }),
    })),
    "Otherwise",
    { label: "Escalate to the next level", onPick: go("escalate") },
    { label: "Snooze for an hour", onPick: go("snooze", { minutes: 60 }) },
    incident.urgency === "high"
      ? { label: "Lower the urgency", onPick: go("urgency", { urgency: "low" }) }
      : { label: "Raise the urgency", onPick: go("urgency", { urgency: "high" }) },
    { label: "Change the title …", onPick: () => retitle(incident) },
    ...others.map((one) => ({
      label: `Merge into #${one.incident_number}`,
      detail: one.title,
      onPick: go("merge", { into: one.id }),
    })),
  ]);
}

async function retitle(incident) {
  const text = await askText(`Title of #${incident.incident_number}`, "Title", incident.title, "Change");
  if (text) await doThere("title", { incident: incident.id, text });
}

export function trigger(anchor, duty) {
  openMenu(
    anchor,
    "New incident of",
    duty.services.map((one) => ({
      label: one.name,
      detail: one.status === "active" ? one.description : one.status,
      onPick: () => raise(one),
    })),
  );
}

async function raise(service) {
  const title = await askText(`New incident of ${service.name}`, "Title", "", "Trigger");
  if (title) await doThere("trigger", { service: service.id, title });
}
