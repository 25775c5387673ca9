// Checkboxes and radio buttons.
import { choose } from "./actions.js";
import { h } from "../base/dom.js";
import { plainText } from "../text/emoji.js";
import { valueOf } from "./forms.js";
import { marks } from "../base/marks.js";
import { mrkdwn } from "../text/mrkdwn.js";

function formatted(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plainText(text.text);
}

export function checkboxes(form, block, one, label) {
  const chosen = valueOf(form, block, one);
  const has = (option) => chosen.some((other) => other.value === option.value);
  const toggle = (option, node) => {
    const now = valueOf(form, block, one);
    const without = now.filter((other) => other.value !== option.value);
    const next =
      without.length < now.length
        ? without
        : one.options.filter((other) => other === option || now.some((was) => was.value === other.value));
    return choose(form, block, one, next, node);
  };
  return group(block, one, label, "checkbox", has, toggle);
}

export function radioButtons(form, block, one, label) {
  const chosen = valueOf(form, block, one);
  return group(
    block,
    one,
    label,
    "radio",
    (option) => chosen?.value === option.value,
    (option, node) => choose(form, block, one, option, node),
  );
}

function group(block, one, label, type, has, pick) {
  const name = `${block.block_id}/${one.action_id}`;
  const rows = one.options.map((option) =>
    h(
      "label",
      { class: "choice", key: option.value },
      h("input", {
        type,
        name,
        value: option.value,
        checked: has(option),
        onchange: (event) => pick(option, event.currentTarget),
      }),
      h(
        "span",
        {},
        h("span", { class: "choice-text" }, formatted(option.text)),
        option.description && h("span", { class: "choice-detail" }, formatted(option.description)),
      ),
    ),
  );
  return h(
    "div",
    {
      ...marks(block, one),
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-label": label || undefined,
    },
    rows,
  );
}
