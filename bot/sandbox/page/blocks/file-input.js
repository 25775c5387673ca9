// file_input: files are uploaded as they are chosen; the form then names them.
import { choose } from "./actions.js";
import { valueOf } from "./forms.js";
import { h } from "../base/dom.js";
import { marks } from "../base/marks.js";
import { act } from "../base/server.js";
import { toast } from "../base/toast.js";
import { fileSign, sizeOf } from "../papers/files.js";
import { pickFiles, readFiles } from "../papers/uploading.js";

export function fileInput(form, block, one, label) {
  const most = one.max_files ?? 10;
  const now = valueOf(form, block, one);
  const take = (files, node) => upload(form, block, one, files, most, node);
  const pick = async ({ currentTarget: node }) => {
    const accept = (one.filetypes ?? []).map((type) => `.${type}`).join();
    take(await pickFiles({ accept, isMany: most > 1 }), node);
  };
  const remove = (file, node) =>
    choose(
      form,
      block,
      one,
      valueOf(form, block, one).filter((other) => other.id !== file.id),
      node,
    );
  return h(
    "div",
    {
      ...marks(block, one),
      class: "file-input",
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        take([...event.dataTransfer.files], event.currentTarget);
      },
    },
    now.map((file) => chosen(file, remove)),
    now.length < most &&
      h(
        "button",
        {
          class: "file-drop",
          type: "button",
          "aria-label": `${label || "Files"}: upload`,
          onclick: pick,
          key: "drop",
        },
        h("strong", {}, now.length ? "Add another file" : "Upload a file"),
        h("span", {}, hint(one, most)),
      ),
  );
}

function hint(one, most) {
  const kinds = one.filetypes?.length ? one.filetypes.join(", ") : "any type";
  return `${kinds}; ${most === 1 ? "one file" : `at most ${most} files`}`;
}

function chosen(file, remove) {
  return h(
    "div",
    { class: "file-chosen", key: file.id },
    fileSign(file),
    h("span", { class: "file-words" }, h("strong", {}, file.name), h("span", {}, sizeOf(file))),
    h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": `Remove ${file.name}`,
        onclick: (event) => remove(file, event.currentTarget),
      },
      "✕",
    ),
  );
}

async function upload(form, block, one, files, most, node) {
  const now = valueOf(form, block, one);
  const room = most - now.length;
  if (!files.length) return;
  if (files.length > room) return toast(`Only ${room} more ${room === 1 ? "file fits" : "files fit"} here.`);
  node.setAttribute("aria-busy", "true");
  try {
    const answer = await act({ do: "upload", files: await readFiles(files) });
    if (answer.ok) await choose(form, block, one, [...now, ...answer.files], node);
    else toast(answer.error);
  } catch (error) {
    toast(error.message);
  } finally {
    node.removeAttribute("aria-busy");
  }
}
