// The open modal: the top of the stack, as a dialog that keeps focus and what is typed while it changes.
import { inOrder } from "../blocks/actions.js";
import { blocks } from "../blocks/blocks.js";
import { h, patch } from "../base/dom.js";
import { plainString, plainText } from "../text/emoji.js";
import { entered, isComplete, viewForm } from "../blocks/forms.js";
import { isDialogOpen, stayInside } from "../base/dialog.js";
import { closePopup } from "../base/popup.js";
import { act } from "../base/server.js";
import { changed, store } from "../base/store.js";

const TROUBLE = "We had some trouble connecting. Try again?";
let shownId;
let opener = null;
let trouble = { id: "", text: "" };
let sending = "";

export function topForm() {
  const view = store.see.views.at(-1);
  return view && viewForm(view, "view", store.see.errors);
}

export function drawModal() {
  const root = document.getElementById("modals");
  const view = store.see.views.at(-1);
  document.getElementById("app").inert = Boolean(view) || isDialogOpen();
  if (view?.id !== shownId) remember(view);
  patch(root, view ? [dialog(view)] : []);
  if (view?.id !== shownId) {
    shownId = view?.id;
    if (view) focusFirst(root);
    else if (opener?.isConnected) opener.focus();
  } else if (view && document.activeElement === document.body) {
    // What had the focus went away with an update: the keys must still reach the dialog.
    root.querySelector("[role=dialog]").focus({ preventScroll: true });
  }
}

function remember(view) {
  closePopup();
  if (view && !shownId) opener = document.activeElement;
}

function focusFirst(root) {
  const first =
    root.querySelector("[data-focus]") ??
    root.querySelector(".modal-body :is(input, textarea, select, button.select):not([disabled])");
  (first ?? root.querySelector("[role=dialog]")).focus();
}

function dialog(view) {
  const title = plainString(view.title.text);
  const isDeep = store.see.views.length > 1;
  const hasInput = view.blocks.some((block) => block.type === "input");
  return h(
    "div",
    { class: "backdrop", key: `view/${view.id}` },
    h(
      "form",
      {
        class: "modal",
        role: "dialog",
        "aria-modal": "true",
        "aria-label": title,
        tabindex: "-1",
        novalidate: true,
        "data-view": view.id,
        "data-callback-id": view.callback_id,
        onsubmit: (event) => {
          event.preventDefault();
          submit(view);
        },
        onkeydown: (event) => key(event, view),
      },
      h(
        "header",
        { class: "modal-head" },
        isDeep &&
          h(
            "button",
            { class: "icon-button", type: "button", "aria-label": "Back", onclick: () => close() },
            "‹",
          ),
        h("h2", {}, plainText(view.title.text)),
        h(
          "button",
          { class: "icon-button", type: "button", "aria-label": "Close", onclick: () => close() },
          "✕",
        ),
      ),
      trouble.id === view.id &&
        h(
          "div",
          { class: "alert alert-error modal-trouble", role: "alert", key: "trouble" },
          h("span", { class: "alert-sign" }, "⚠️"),
          trouble.text,
        ),
      h("div", { class: "modal-body blocks", key: "body" }, blocks(topForm())),
      h(
        "footer",
        { class: "dialog-foot", key: "foot" },
        h(
          "button",
          { class: "button", type: "button", onclick: () => close() },
          view.close ? plainText(view.close.text) : hasInput || view.submit ? "Cancel" : "Close",
        ),
        view.submit &&
          h(
            "button",
            {
              class: "button primary",
              type: "submit",
              disabled: sending === view.id,
              "aria-busy": sending === view.id ? "true" : undefined,
            },
            plainText(view.submit.text),
          ),
      ),
    ),
  );
}

async function submit(view) {
  const form = topForm();
  if (!view.submit || sending === view.id) return;
  trouble = { id: "", text: "" };
  if (!isComplete(form)) return setTimeout(focusError);
  sending = view.id;
  changed();
  const answer = await inOrder(() => act({ do: "submit", values: entered(form) }));
  sending = "";
  if (!answer.ok)
    trouble = { id: view.id, text: answer.error === "operation_timeout" ? TROUBLE : answer.error };
  changed();
  if (Object.keys(answer.errors ?? {}).length) waitForErrors();
}

// The errors come with the next look at the workspace.
function waitForErrors() {
  const root = document.getElementById("modals");
  const observer = new MutationObserver(() => focusError() && observer.disconnect());
  observer.observe(root, { childList: true, subtree: true });
  if (focusError()) observer.disconnect();
  setTimeout(() => observer.disconnect(), 2000);
}

function focusError() {
  const wrong = document.querySelector("#modals .field-wrong :is(input, textarea, button)");
  wrong?.focus();
  return Boolean(wrong);
}

async function close() {
  const answer = await inOrder(() => act({ do: "close" }));
  if (!answer.ok) trouble = { id: shownId, text: answer.error };
  changed();
}

// All that are open, from the top one down.
export async function closeModals() {
  for (let left = store.see?.views.length ?? 0; left > 0; left -= 1) await close();
}

// Escape closes, Tab stays inside, Ctrl+Enter sends from anywhere.
function key(event, view) {
  if (event.key === "Escape") close();
  else if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && view.submit) submit(view);
  else if (event.key === "Tab") stayInside(event);
  else return;
  if (event.key !== "Tab") event.preventDefault();
}
