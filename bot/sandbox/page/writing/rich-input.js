// rich_text_input: a small editor with what Slack's own offers; its value is a rich_text block.
import { dispatch } from "../blocks/actions.js";
import { enter, valueOf } from "../blocks/forms.js";
import { closeSuggestions, suggestionKey, updateSuggestions } from "./suggestions.js";
import { h } from "../base/dom.js";
import { marks } from "../base/marks.js";
import { plainString } from "../text/emoji.js";
import { richText } from "../text/richtext.js";
import { readRichText } from "./richtext-reader.js";

const PAUSE = 300; // milliseconds without a key before on_character_entered is sent

const TOOLS = [
  ["Bold", "B", "bold"],
  ["Italic", "I", "italic"],
  ["Strikethrough", "S", "strikeThrough"],
  ["Bulleted list", "•", "insertUnorderedList"],
  ["Numbered list", "1.", "insertOrderedList"],
  ["Quote", "❝", "formatBlock", "blockquote"],
  ["Code block", "{ }", "formatBlock", "pre"],
];

export function richInput(form, block, one, label) {
  const value = valueOf(form, block, one);
  const empty = one.placeholder ? plainString(one.placeholder.text) : "";
  const box = h(
    "div",
    {
      class: value ? "rich-box rich" : "rich-box rich blank",
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label || empty,
      "data-placeholder": empty,
      "data-focus": one.focus_on_load,
      key: "box",
      keep: true,
      oninput: ({ currentTarget }) => typed(form, block, one, currentTarget),
      onblur: closeSuggestions,
      onpaste: paste,
      onkeydown: (event) => key(event, form, block, one),
    },
    value && richText(value),
  );
  return h(
    "div",
    { ...marks(block, one), class: "rich-input" },
    toolbar(),
    h("div", { class: "suggestions-place", keep: true, key: "suggestions" }),
    box,
  );
}

function toolbar() {
  const tool = ([name, sign, command, argument]) =>
    h(
      "button",
      {
        class: "rich-tool",
        type: "button",
        "aria-label": name,
        title: name,
        tabindex: "-1",
        "data-command": command,
        // The selection must not leave the editor.
        onpointerdown: (event) => event.preventDefault(),
        onclick: (event) => format(event.currentTarget.closest(".rich-input"), command, argument),
      },
      sign,
    );
  return h(
    "div",
    { class: "rich-tools", role: "toolbar", "aria-label": "Formatting", key: "tools" },
    TOOLS.map(tool),
  );
}

function format(input, command, argument) {
  const box = input.querySelector(".rich-box");
  box.focus();
  const isThere = argument && getSelection().anchorNode?.parentElement?.closest(argument);
  document.execCommand(command, false, isThere ? "div" : argument);
  box.dispatchEvent(new Event("input"));
}

const waiting = new WeakMap();

function typed(form, block, one, box) {
  const value = readRichText(box);
  box.classList.toggle("blank", !value && !box.querySelector("ul, ol, blockquote, pre"));
  enter(form, block, one, value);
  updateSuggestions(richEditor(box));
  if (!dispatches(block, one, "on_character_entered")) return;
  clearTimeout(waiting.get(box));
  waiting.set(
    box,
    setTimeout(() => dispatch(form, block, one, value, box), PAUSE),
  );
}

function dispatches(block, one, trigger) {
  const isAsked = block.type !== "input" || block.dispatch_action;
  return isAsked && (one.dispatch_action_config?.trigger_actions_on ?? []).includes(trigger);
}

function key(event, form, block, one) {
  if (event.isComposing || suggestionKey(event)) return;
  const isCommand = event.metaKey || event.ctrlKey;
  if (event.key.toLowerCase() === "x" && isCommand && event.shiftKey) {
    event.preventDefault();
    format(event.currentTarget.closest(".rich-input"), "strikeThrough");
  } else if (event.key === "Enter" && !event.shiftKey && dispatches(block, one, "on_enter_pressed")) {
    event.preventDefault();
    dispatch(form, block, one, readRichText(event.currentTarget), event.currentTarget);
  }
}

// Only words come in from outside, so that nothing foreign stands in the value.
function paste(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

// The editor, as suggestions see any place where one types.
function richEditor(node) {
  const caret = getSelection();
  const text = caret.anchorNode;
  const isText = text?.nodeType === Node.TEXT_NODE && node.contains(text);
  return {
    node,
    before: () => (isText ? text.data.slice(0, caret.anchorOffset) : ""),
    replace(start, entry) {
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, caret.anchorOffset);
      range.deleteContents();
      const made = entry.make?.() ?? document.createTextNode(entry.insert);
      made.contentEditable = "false";
      const blank = document.createTextNode("\u00a0");
      range.insertNode(blank);
      range.insertNode(made);
      caret.collapse(blank, 1);
      node.dispatchEvent(new Event("input"));
    },
  };
}
