// Small questions on top of everything: confirmation dialogs, and a question with one answer to type.
import { putBehind, stayInside } from "./dialog.js";
import { h } from "./dom.js";
import { plainString, plainText } from "../text/emoji.js";
import { mrkdwn } from "../text/mrkdwn.js";

// A confirm object of Block Kit; resolves to whether the person went ahead.
export function ask(confirm) {
  const text = confirm.text.type === "mrkdwn" ? mrkdwn(confirm.text.text) : plainText(confirm.text.text);
  return show({
    title: plainString(confirm.title.text),
    content: [h("p", { class: "confirm-text" }, text)],
    yes: plainString(confirm.confirm.text),
    no: plainString(confirm.deny.text),
    style: confirm.style === "danger" ? "danger" : "primary",
    answer: () => true,
  });
}

// Resolves to what was typed, or undefined.
export function askText(title, label, value, yes) {
  const input = h("input", { class: "text-input", type: "text", "aria-label": label, value });
  return show({
    title,
    content: [h("label", { class: "field-label" }, label, input)],
    yes,
    no: "Cancel",
    style: "primary",
    answer: () => input.value.trim(),
  });
}

function show({ title, content, yes, no, style, answer }) {
  const opener = document.activeElement;
  const before = putBehind();
  return new Promise((resolve) => {
    const finish = (result) => {
      backdrop.remove();
      for (const [node, wasInert] of before) node.inert = wasInert;
      opener?.focus?.();
      resolve(result);
    };
    const go = h("button", { class: `button ${style}`, type: "submit" }, yes);
    const form = h(
      "form",
      {
        class: "confirm",
        role: "alertdialog",
        "aria-modal": "true",
        "aria-label": title,
        onsubmit: (event) => {
          event.preventDefault();
          finish(answer());
        },
      },
      h("h2", {}, title),
      content,
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "button", type: "button", onclick: () => finish(undefined) }, no),
        go,
      ),
    );
    form.onkeydown = (event) => {
      if (event.key === "Escape") finish(undefined);
      if (event.key === "Tab") stayInside(event);
      event.stopPropagation();
    };
    const backdrop = h("div", { class: "backdrop backdrop-top" }, form);
    document.getElementById("layer").append(backdrop);
    (form.querySelector("input") ?? go).focus();
  });
}
