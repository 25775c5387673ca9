// Inputs that are typed into: text, numbers, addresses.
import { dispatch } from "./actions.js";
import { h } from "../base/dom.js";
import { plainString } from "../text/emoji.js";
import { enter, valueOf } from "./forms.js";
import { marks } from "../base/marks.js";

const TYPES = { email_text_input: "email", url_text_input: "url" };
const PAUSE = 300; // milliseconds without a key before on_character_entered is sent

export function textInput(form, block, one, label) {
  const triggers = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const send = (node) => dispatch(form, block, one, node.value, node);
  const onEnter = block.dispatch_action && triggers.includes("on_enter_pressed");
  const onKeys = block.dispatch_action && triggers.includes("on_character_entered");
  return h(one.multiline ? "textarea" : "input", {
    ...marks(block, one),
    class: "text-input",
    type: one.multiline ? undefined : (TYPES[one.type] ?? "text"),
    inputmode: one.type === "number_input" ? "decimal" : undefined,
    rows: one.multiline ? "4" : undefined,
    maxlength: one.max_length,
    placeholder: one.placeholder && plainString(one.placeholder.text),
    "aria-label": label || (one.placeholder && plainString(one.placeholder.text)),
    "data-focus": one.focus_on_load,
    autocomplete: "off",
    value: valueOf(form, block, one),
    oninput: ({ currentTarget: node }) => {
      enter(form, block, one, node.value);
      if (onKeys) afterPause(node, () => send(node));
    },
    onkeydown: (event) => {
      const isMeant =
        event.key === "Enter" && !event.shiftKey && (!one.multiline || event.metaKey || event.ctrlKey);
      if (!isMeant || !onEnter) return;
      event.preventDefault();
      send(event.currentTarget);
    },
  });
}

const waiting = new WeakMap();

function afterPause(node, work) {
  clearTimeout(waiting.get(node));
  waiting.set(node, setTimeout(work, PAUSE));
}
