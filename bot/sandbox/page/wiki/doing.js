// What people do in Confluence, as oneself: each a press, or a press and a word.
import { ask, askText } from "../base/confirm.js";
import { openMenu } from "../base/menu.js";
import { go } from "../base/place.js";
import { act } from "../base/server.js";
import { toast } from "../base/toast.js";
import { above, everything, isFolder, standing } from "./state.js";

const plain = (text) => ({ type: "plain_text", text });

export async function doThere(body) {
  const answer = await act({ do: "confluence", ...body });
  if (!answer.ok) toast(answer.error);
  return answer;
}

export function show(id) {
  go(id ? `@confluence/${id}` : "@confluence");
}

// Under the page or folder that is shown.
export async function create(site, shown) {
  const title = await askText("New page", "Title", "", "Create");
  if (!title) return;
  const space = site.spaces.find((one) => one.id === shown?.spaceId)?.key;
  const answer = await doThere({ create: { title, parent: shown?.id, space, body: "<p></p>" } });
  if (answer.ok) show(answer.page.id);
}

export async function label(one) {
  const text = await askText(`Label ${one.title}`, "Label", "", "Add label");
  if (text) await doThere({ page: one.id, label: text.split(/[\s,]+/).filter(Boolean) });
}

export function more(anchor, one) {
  openMenu(anchor, one.title, [
    { label: "Rename", onPick: () => rename(one) },
    { label: "Move", detail: "Under another page or folder", onPick: () => move(anchor, one) },
    one.seen_by
      ? { label: "Show to everybody", onPick: () => doThere({ page: one.id, restrict: null }) }
      : { label: "Hide from all but me", onPick: () => doThere({ page: one.id, restrict: [] }) },
    { label: "Delete", onPick: () => remove(one) },
  ]);
}

async function rename(one) {
  const title = await askText(`Rename ${one.title}`, "Title", one.title, "Rename");
  if (title) await doThere({ page: one.id, title });
}

function move(anchor, one) {
  const places = standing(everything()).filter((each) => each !== one && !above(each).includes(one));
  openMenu(
    anchor,
    "Move under",
    places.map((each) => ({
      label: each.title,
      detail: isFolder(each) ? "Folder" : "",
      onPick: () => doThere({ page: one.id, move: each.id }),
    })),
  );
}

async function remove(one) {
  const isSure = await ask({
    title: plain(`Delete ${one.title}?`),
    text: plain("It goes to the trash. What stands under it goes up."),
    confirm: plain("Delete"),
    deny: plain("Cancel"),
    style: "danger",
  });
  if (isSure) await doThere({ page: one.id, delete: true });
}

export function restore(one) {
  return doThere({ page: one.id, restore: true });
}
