// Block Kit's blocks, each by its type.
import { chart } from "../charts/chart.js";
import { h } from "../base/dom.js";
import { element } from "./elements.js";
import { plainString, plainText } from "../text/emoji.js";
import { errorOf } from "./forms.js";
import { alert, image, remoteFile, video } from "./media.js";
import { markdown } from "../text/markdown.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { picture } from "../base/picture.js";
import { richText } from "../text/richtext.js";

const DRAW = {
  section,
  header: (form, block) =>
    h(
      "p",
      {
        class: `header-block level-${block.level ?? 1}`,
        role: "heading",
        "aria-level": String((block.level ?? 1) + 2),
      },
      plainText(block.text.text),
    ),
  divider: () => h("hr"),
  context,
  actions: (form, block) => h("div", { class: "actions" }, elements(form, block)),
  context_actions: (form, block) => h("div", { class: "actions" }, elements(form, block)),
  input,
  image,
  alert: (form, block) => alert(formatted(block.text), block.level),
  table,
  rich_text: (form, block) => h("div", { class: "rich" }, richText(block)),
  markdown: (form, block) => h("div", { class: "markdown" }, markdown(block.text)),
  data_visualization: (form, block) => chart(block),
  video,
  file: remoteFile,
};

export function blocks(form) {
  return form.blocks.map((block) => {
    const content =
      DRAW[block.type]?.(form, block) ??
      h("span", { class: "unknown" }, `The sandbox cannot show a block of type ${block.type}.`);
    return h(
      "div",
      { class: `block block-${block.type}`, key: block.block_id, "data-block-id": block.block_id },
      content,
    );
  });
}

export function formatted(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plainLines(text.text);
}

function plainLines(text) {
  return text.split("\n").map((line, index) => [index ? h("br") : null, plainText(line)]);
}

function elements(form, block) {
  return block.elements.map((one) => element(form, block, one));
}

function section(form, block) {
  const words = h(
    "div",
    { class: "section-words" },
    block.text && h("div", { class: "text" }, formatted(block.text)),
    block.fields &&
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "text" }, formatted(field))),
      ),
  );
  const isWide = /select|checkboxes|radio/.test(block.accessory?.type ?? "");
  const side =
    block.accessory &&
    h("div", { class: isWide ? "accessory wide" : "accessory" }, element(form, block, block.accessory));
  return h("div", { class: "section" }, words, side);
}

function context(form, block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((one) =>
      one.type === "image"
        ? picture(one.image_url, one.alt_text, "context-image")
        : h("span", { class: "text" }, formatted(one)),
    ),
  );
}

function input(form, block) {
  const label = plainString(block.label.text);
  const error = errorOf(form, block);
  return h(
    "div",
    {
      class: error ? "field field-wrong" : "field",
      role: "group",
      "aria-label": label,
      "aria-invalid": error ? "true" : undefined,
    },
    h(
      "div",
      { class: "field-label" },
      plainText(block.label.text),
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    element(form, block, block.element, label),
    error && h("div", { class: "field-error", role: "alert", "data-error": block.block_id }, error),
    block.hint && h("div", { class: "field-hint" }, plainText(block.hint.text)),
  );
}

function table(form, block) {
  const settings = (column) => block.column_settings?.[column] ?? {};
  const cell = (one, column, isHead) =>
    h(
      isHead ? "th" : "td",
      {
        class: `align-${settings(column).align ?? "left"}${settings(column).is_wrapped ? " wrapped" : ""}`,
        scope: isHead ? "col" : undefined,
      },
      one.type === "rich_text" ? richText(one) : (one.text ?? String(one.value ?? "")),
    );
  const rows = block.rows.map((row, index) =>
    h(
      "tr",
      {},
      row.map((one, column) => cell(one, column, !index)),
    ),
  );
  return h(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", { class: "table" }, h("tbody", {}, rows)),
  );
}
