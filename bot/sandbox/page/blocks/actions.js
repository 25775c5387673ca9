// What a person does to a view or a message, told to the sandbox in the order in which it was done.
import { ask } from "../base/confirm.js";
import { enter, entered } from "./forms.js";
import { act } from "../base/server.js";
import { changed } from "../base/store.js";
import { toast } from "../base/toast.js";
import { actKey, toSend } from "./values.js";

const UNANSWERED = "Operation timed out. Apps need to respond within 3 seconds.";

let last = Promise.resolve();

// One after the other: a form sent right after a choice must find the choice made.
export function inOrder(work) {
  const result = last.then(work, work);
  last = result.catch(() => {});
  return result;
}

export async function perform(body, node, words = { operation_timeout: UNANSWERED }) {
  node?.setAttribute("aria-busy", "true");
  try {
    const answer = await (body.in === "view" ? inOrder(() => act(body)) : act(body));
    const said = answer.error in words ? words[answer.error] : answer.error;
    if (!answer.ok && said) toast(said);
    return answer;
  } finally {
    node?.removeAttribute("aria-busy");
  }
}

function at(form, block, element) {
  return { ...form.target, block_id: block.block_id, action_id: element.action_id };
}

export async function press(form, block, element, node, option) {
  const confirm = element.confirm;
  if (confirm && !(await ask(confirm))) return;
  const chosen = option ? { option } : {};
  await perform({ do: "click", ...at(form, block, element), ...chosen, values: entered(form) }, node);
}

// A choice dispatches at once, except in an input block that was not asked to.
export async function choose(form, block, element, value, node) {
  // The box is ticked already: drawing anew takes that back.
  if (element.confirm && !(await ask(element.confirm))) return changed();
  enter(form, block, element, value);
  if (block.type === "input" && !block.dispatch_action) return;
  await dispatch(form, block, element, value, node);
}

export function dispatch(form, block, element, value, node) {
  return perform(
    {
      do: "select",
      ...at(form, block, element),
      [actKey(element)]: toSend(value),
      values: entered(form, block),
    },
    node,
  );
}

// What a type-ahead offers, as groups of a listbox.
export async function suggest(form, block, element, text) {
  const least = element.min_query_length ?? 3;
  if (text.length < least)
    return { note: `Type ${least === 1 ? "a character" : `${least} characters`} to search` };
  const answer = await act({ do: "suggest", ...at(form, block, element), text });
  if (!answer.ok)
    return { note: answer.error === "operation_timeout" ? "The app did not answer in time." : answer.error };
  return {
    groups: [
      {
        options: answer.options.map((label) => ({
          value: label,
          label,
          option: { text: { type: "plain_text", text: label } },
        })),
      },
    ],
  };
}
