// Files that will go with the next message.
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { toast } from "../base/toast.js";
import { fileSign } from "../papers/files.js";
import { readFiles } from "../papers/uploading.js";

const MOST = 10;
const waiting = new Map(); // place -> [{name, content}]

export function pendingFiles(place) {
  return waiting.get(place) ?? [];
}

export function putFiles(place, files) {
  waiting.set(place, files);
  changed();
}

export async function addFiles(place, files) {
  try {
    const read = await readFiles(files);
    const all = [...pendingFiles(place), ...read];
    if (all.length > MOST) toast(`A message takes at most ${MOST} files.`);
    putFiles(place, all.slice(0, MOST));
  } catch (error) {
    toast(error.message);
  }
}

export function pendingView(place) {
  const files = pendingFiles(place);
  if (!files.length) return null;
  const remove = (file) =>
    putFiles(
      place,
      pendingFiles(place).filter((other) => other !== file),
    );
  return h(
    "div",
    { class: "pending-files", key: "pending" },
    files.map((file, index) =>
      h(
        "div",
        { class: "file-chosen", key: `${index}/${file.name}` },
        fileSign(file),
        h("span", { class: "file-words" }, h("strong", {}, file.name)),
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": `Remove ${file.name}`,
            onclick: () => remove(file),
          },
          "✕",
        ),
      ),
    ),
  );
}
