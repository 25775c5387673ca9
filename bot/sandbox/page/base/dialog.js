// A dialog on top of everything: it keeps the focus inside, ends on Escape, and gives the focus back.
import { h } from "./dom.js";

const BEHIND = ["app", "modals", "backstage"];
const REACHABLE = "a[href], button, input, textarea, select, [tabindex='0']";

let open = null;

export function openDialog(label, className, content) {
  closeDialog();
  const opener = document.activeElement;
  const panel = h(
    "div",
    {
      class: `dialog ${className}`,
      role: "dialog",
      "aria-modal": "true",
      "aria-label": label,
      tabindex: "-1",
      onkeydown: key,
    },
    content,
  );
  const backdrop = h(
    "div",
    {
      class: "backdrop backdrop-top backdrop-light",
      onpointerdown: (event) => event.target === backdrop && closeDialog(),
    },
    panel,
  );
  open = { backdrop, opener, before: putBehind() };
  document.getElementById("layer").append(backdrop);
  panel.focus();
  return panel;
}

export function closeDialog() {
  if (!open) return;
  const { backdrop, opener, before } = open;
  open = null;
  backdrop.remove();
  for (const [node, wasInert] of before) node.inert = wasInert;
  if (opener?.isConnected) opener.focus();
}

export function isDialogOpen() {
  return Boolean(document.querySelector(".backdrop-top"));
}

// What lies behind cannot be reached meanwhile; gives how it was before.
export function putBehind() {
  const nodes = BEHIND.map((id) => document.getElementById(id));
  const before = nodes.map((node) => [node, node.inert]);
  for (const node of nodes) node.inert = true;
  return before;
}

function key(event) {
  if (event.key === "Escape") closeDialog();
  else if (event.key === "Tab") return stayInside(event);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// Tab goes round among what can be reached in the dialog.
export function stayInside(event) {
  const dialog = event.currentTarget;
  const all = [...dialog.querySelectorAll(REACHABLE)].filter((node) => !node.disabled && node.offsetParent);
  const end = event.shiftKey ? all[0] : all.at(-1);
  const isEnd = document.activeElement === end || document.activeElement === dialog;
  if (!isEnd || (document.activeElement === dialog && !event.shiftKey)) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
