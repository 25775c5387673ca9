// What a person has entered and the sandbox does not hold yet, per view or message, and the complaints about it.
import { changed } from "../base/store.js";
import { complaint, fromState, holdsValue, isTyped, sameValue, toSend } from "./values.js";

const drafts = new Map(); // form's key -> Map(field's key -> value)
const complaints = new Map(); // form's key -> {block_id: text}
const edited = new Map(); // form's key -> Set of block_ids whose shown error is out of date

// A form is what elements live in: a view or a message.
export function viewForm(view, where, errors = {}) {
  return {
    key: where === "home" ? `home/${view.app_id}` : view.id,
    target: { in: where },
    blocks: view.blocks,
    state: view.state?.values ?? {},
    errors,
  };
}

export function messageForm(channel, message) {
  return {
    key: `${channel.id}/${message.ts}`,
    target: { in: "message", channel: channel.id, ts: message.ts },
    blocks: message.blocks ?? [],
    state: message.state?.values ?? {},
    errors: {},
  };
}

// What a drawing of the form depends on beside what the sandbox shows.
export function draftOf(form) {
  return [...(drafts.get(form.key) ?? [])];
}

function fieldKey(block, element) {
  return JSON.stringify([block.block_id, element.action_id]);
}

function held(form, block, element) {
  return fromState(element, form.state[block.block_id]?.[element.action_id]);
}

export function valueOf(form, block, element) {
  const draft = drafts.get(form.key);
  const key = fieldKey(block, element);
  return draft?.has(key) ? draft.get(key) : held(form, block, element);
}

export function enter(form, block, element, value) {
  if (!drafts.has(form.key)) drafts.set(form.key, new Map());
  drafts.get(form.key).set(fieldKey(block, element), value);
  const hadError = errorOf(form, block);
  if (!edited.has(form.key)) edited.set(form.key, new Set());
  edited.get(form.key).add(block.block_id);
  if (hadError || !isTyped(element)) changed();
}

export function errorOf(form, block) {
  if (edited.get(form.key)?.has(block.block_id)) return "";
  return complaints.get(form.key)?.[block.block_id] || form.errors[block.block_id] || "";
}

// {block_id: value} of what the sandbox does not know yet.
export function entered(form, except) {
  const draft = drafts.get(form.key) ?? new Map();
  const inputs = form.blocks.filter((block) => block.type === "input" && holdsValue(block.element));
  const fresh = inputs.filter((block) => block !== except && draft.has(fieldKey(block, block.element)));
  return Object.fromEntries(
    fresh.map((block) => [block.block_id, toSend(draft.get(fieldKey(block, block.element)))]),
  );
}

// Judges the form before it is sent; true when nothing is to complain about.
export function isComplete(form) {
  const found = {};
  for (const block of form.blocks) {
    if (block.type !== "input" || !holdsValue(block.element)) continue;
    const text = complaint(block, valueOf(form, block, block.element));
    if (text) found[block.block_id] = text;
  }
  complaints.set(form.key, found);
  edited.delete(form.key);
  changed();
  return !Object.keys(found).length;
}

// What the sandbox holds by now needs no draft, nor do forms that are gone.
export function settle(forms) {
  const keys = new Set(forms.map((form) => form.key));
  for (const store of [drafts, complaints, edited]) {
    for (const key of store.keys()) if (!keys.has(key) && !key.includes("/")) store.delete(key);
  }
  for (const form of forms) {
    const draft = drafts.get(form.key);
    for (const block of draft ? form.blocks : []) {
      const element = block.element;
      if (
        element &&
        draft.has(fieldKey(block, element)) &&
        sameValue(draft.get(fieldKey(block, element)), held(form, block, element))
      ) {
        draft.delete(fieldKey(block, element));
      }
    }
  }
}
