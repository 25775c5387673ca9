// Backstage: the drawer at the foot of the page in which one watches the app's calls and breaks its world.
import { h, patch } from "../base/dom.js";
import { breakTab } from "./breaking.js";
import { callsTab, followCalls, keepAtEnd } from "./calls.js";
import { backToNormal, resetWorkspace } from "./ending.js";
import { closeBackstage, height, isBackstageOpen, openBackstage, setHeight, tab } from "./open.js";
import { settingsTab } from "./settings.js";
import { troubles } from "./words.js";

const TABS = [
  ["calls", "Live calls", callsTab],
  ["break", "Break things", breakTab],
  ["settings", "Workspace settings", settingsTab],
];

let wasOpen = false;

export function drawBackstage() {
  const root = document.getElementById("backstage");
  const isOpen = isBackstageOpen();
  followCalls(isOpen);
  const atEnd = keepAtEnd(root);
  patch(root, isOpen ? [drawer()] : []);
  atEnd();
  if (isOpen && !wasOpen) root.querySelector("[role=tab][aria-selected=true]")?.focus();
  wasOpen = isOpen;
}

function drawer() {
  const [, , draw] = TABS.find(([name]) => name === tab());
  return h(
    "section",
    { class: "backstage", "aria-label": "Backstage", key: "backstage" },
    grip(),
    h(
      "header",
      { class: "backstage-head" },
      h("h2", {}, "Backstage"),
      h(
        "p",
        { class: "backstage-words" },
        "What the app and this workspace say to each other, and ways to break it.",
      ),
      h("div", { class: "backstage-tabs", role: "tablist", onkeydown: walk }, TABS.map(tabButton)),
      h(
        "div",
        { class: "backstage-ends" },
        h(
          "button",
          { class: "button small", disabled: !troubles().length, onclick: backToNormal },
          "End all faults",
        ),
        h("button", { class: "button small", onclick: resetWorkspace }, "Reset workspace…"),
        h(
          "button",
          {
            class: "icon-button",
            "aria-label": "Close Backstage",
            title: "Close (Ctrl+.)",
            onclick: closeBackstage,
          },
          "✕",
        ),
      ),
    ),
    h(
      "div",
      {
        class: "backstage-body",
        role: "tabpanel",
        "aria-labelledby": `backstage-${tab()}`,
        key: `panel/${tab()}`,
      },
      draw(),
    ),
  );
}

function tabButton([name, title]) {
  const isHere = name === tab();
  return h(
    "button",
    {
      class: "backstage-tab",
      id: `backstage-${name}`,
      role: "tab",
      "aria-selected": String(isHere),
      tabindex: isHere ? "0" : "-1",
      onclick: () => openBackstage(name),
      key: name,
    },
    title,
  );
}

function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = TABS.findIndex(([name]) => name === tab());
  const [next] = TABS.at((at + step) % TABS.length);
  openBackstage(next);
  requestAnimationFrame(() => document.getElementById(`backstage-${next}`)?.focus());
  event.preventDefault();
}

// Dragged, or moved with the arrow keys.
function grip() {
  return h("div", {
    class: "backstage-grip",
    role: "separator",
    "aria-orientation": "horizontal",
    "aria-label": "Height of Backstage",
    "aria-valuenow": String(height()),
    tabindex: "0",
    onpointerdown: (event) => event.currentTarget.setPointerCapture(event.pointerId),
    onpointermove: (event) =>
      event.currentTarget.hasPointerCapture(event.pointerId) && setHeight(innerHeight - event.clientY),
    onkeydown: (event) => {
      const step = { ArrowUp: 40, ArrowDown: -40 }[event.key];
      if (!step) return;
      setHeight(height() + step);
      event.preventDefault();
    },
  });
}
