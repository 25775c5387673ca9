// A canvas beside the conversation: read, ticked off, and edited by hand as Markdown.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { slackDate } from "../text/dates.js";
import { personName } from "../text/directory.js";
import { markdown } from "../text/markdown.js";
import { canvasName } from "./canvas-card.js";
import { closeCanvas } from "./open.js";

let draft = null; // {id, text} while somebody edits

export function canvasView(canvas) {
  const isEditing = draft?.id === canvas.id;
  return h(
    "aside",
    { class: "thread canvas", "aria-label": "Canvas", key: `canvas/${canvas.id}` },
    h(
      "header",
      { class: "head" },
      h("h2", {}, canvasName(canvas), h("span", { class: "head-sub" }, "Canvas")),
      canvas.can_edit && !isEditing && canvas.markdown !== undefined && editButton(canvas),
      h("button", { class: "icon-button", "aria-label": "Close canvas", onclick: closeCanvas }, "✕"),
    ),
    isEditing ? editor(canvas) : canvas.markdown === undefined ? null : paper(canvas),
  );
}

function editButton(canvas) {
  const edit = () => {
    draft = { id: canvas.id, text: canvas.markdown };
    changed();
  };
  return h("button", { class: "button small", type: "button", onclick: edit, key: "edit" }, "Edit");
}

function paper(canvas) {
  const tick = canvas.can_edit && ((index, node) => toggle(canvas, index, node));
  return h(
    "div",
    { class: "paper", tabindex: "0", key: "paper" },
    h(
      "p",
      { class: "paper-by", key: "by" },
      `Written last by ${personName(canvas.edited_by)}, ${slackDate(canvas.updated, "{date_short_pretty}, {time}")}`,
    ),
    canvas.markdown.trim()
      ? h("div", { class: "markdown" }, markdown(canvas.markdown, { tick }))
      : h("p", { class: "quiet" }, "Nothing is written here yet."),
  );
}

const BOX = /^(\s*(?:[-*+]|\d+[.)])\s+)\[([ xX])\]/gm;

// The index-th checkbox of the text changes its mark.
function toggle(canvas, wanted, node) {
  let index = -1;
  const text = canvas.markdown.replace(BOX, (whole, before, mark) => {
    index += 1;
    return index === wanted ? `${before}[${mark === " " ? "x" : " "}]` : whole;
  });
  save(canvas, text, node);
}

function save(canvas, text, node) {
  return perform({ do: "edit_canvas", canvas: canvas.id, markdown: text }, node);
}

function editor(canvas) {
  const stop = () => {
    draft = null;
    changed();
  };
  const keep = async (event) => {
    event.preventDefault();
    const node = event.currentTarget;
    if ((await save(canvas, draft.text, node)).ok) stop();
  };
  const box = h("textarea", {
    class: "paper-text",
    "aria-label": "Canvas in Markdown",
    spellcheck: "false",
    value: draft.text,
    oninput: ({ currentTarget }) => {
      draft.text = currentTarget.value;
    },
    onkeydown: (event) => event.key === "Escape" && stop(),
  });
  return h(
    "form",
    { class: "paper-form", onsubmit: keep, key: "editor" },
    box,
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { class: "button", type: "button", onclick: stop }, "Cancel"),
      h("button", { class: "button primary", type: "submit" }, "Save"),
    ),
  );
}
