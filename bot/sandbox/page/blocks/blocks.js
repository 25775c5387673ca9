// Block Kit's blocks, each by its type.
import { chart } from "./charts.js";
import { h } from "../base/dom.js";
import { element } from "./elements.js";
import { plainString, plainText } from "../text/emoji.js";
import { errorOf } from "./forms.js";
import { markdown } from "../text/markdown.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { picture } from "../base/picture.js";
import { richText } from "../text/richtext.js";

const DRAW = {
  section,
  header: (form, block) =>
    h("p", { class: "header-block", role: "heading", "aria-level": "3" }, plainText(block.text.text)),
  divider: () => h("hr"),
  context,
  actions: (form, block) => h("div", { class: "actions" }, elements(form, block)),
  context_actions: (form, block) => h("div", { class: "actions" }, elements(form, block)),
  input,
  image,
  alert,
  table,
  rich_text: (form, block) => h("div", { class: "rich" }, richText(block)),
  markdown: (form, block) => h("div", { class: "markdown" }, markdown(block.text)),
  data_visualization: (form, block) => chart(block),
  video: (form, block) =>
    h(
      "p",
      {},
      "▶ ",
      h(
        "a",
        { href: block.title_url ?? block.video_url, target: "_blank", rel: "noreferrer" },
        plainText(block.title.text),
      ),
    ),
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

function image(form, block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", {}, plainText(block.title.text)),
    picture(block.image_url, block.alt_text, "block-image"),
  );
}

const ALERT_SIGNS = { default: "ℹ️", info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅" };

function alert(form, block) {
  const level = block.level ?? "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    h("span", { class: "alert-sign", "aria-hidden": "true" }, ALERT_SIGNS[level]),
    h("div", { class: "text" }, formatted(block.text)),
  );
}

function table(form, block) {
  const align = (column) => `align-${block.column_settings?.[column]?.align ?? "left"}`;
  const cell = (one, column, tag) =>
    h(
      tag,
      { class: align(column) },
      one.type === "rich_text" ? richText(one) : (one.text ?? String(one.value ?? "")),
    );
  const rows = block.rows.map((row, index) =>
    h(
      "tr",
      {},
      row.map((one, column) => cell(one, column, index ? "td" : "th")),
    ),
  );
  return h("div", { class: "table-scroll" }, h("table", { class: "table" }, h("tbody", {}, rows)));
}
