// The rail at the far left: the workspace, Slack and the other systems, Backstage, and who one is.
import { isBackstageOpen, toggleBackstage } from "../backstage/open.js";
import { troubles } from "../backstage/words.js";
import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { addressOf } from "../base/place.js";
import { store } from "../base/store.js";
import { consolePlace, consoles } from "../consoles/index.js";
import { personaButton } from "./persona.js";
import { showShortcuts } from "./shortcuts.js";

let lastInSlack = "home";

export function rail() {
  if (!store.place.startsWith("@")) lastInSlack = store.place;
  return h(
    "nav",
    { class: "rail", "aria-label": "Systems", key: "rail" },
    h("img", {
      src: "/page/bell.svg",
      alt: store.see.team.name,
      title: store.see.team.name,
      class: "rail-picture",
    }),
    system(lastInSlack, "Slack", icon("chat"), !store.place.startsWith("@")),
    consoles().map((one) =>
      system(consolePlace(one), one.title, one.icon(), consolePlace(one) === store.place),
    ),
    h("div", { class: "rail-gap" }),
    backstageButton(),
    tool("Keys", "Keyboard shortcuts (Ctrl+/)", icon("keys"), {
      onclick: showShortcuts,
      "aria-haspopup": "dialog",
    }),
    personaButton(),
  );
}

function system(place, title, sign, isHere) {
  return h(
    "a",
    {
      class: "rail-entry",
      href: addressOf(place),
      "aria-current": isHere ? "true" : undefined,
      key: `system/${title}`,
    },
    h("span", { class: "rail-sign" }, sign),
    title,
  );
}

function backstageButton() {
  const count = troubles().length;
  return tool(
    "Backstage",
    "Backstage: watch the calls, break things (Ctrl+.)",
    [
      icon("backstage"),
      count > 0 && h("span", { class: "rail-badge", "aria-label": `${count} on` }, String(count)),
    ],
    { onclick: toggleBackstage, "aria-expanded": String(isBackstageOpen()), "aria-controls": "backstage" },
  );
}

function tool(name, title, sign, props) {
  return h(
    "button",
    { class: "rail-entry", type: "button", title, key: `tool/${name}`, ...props },
    h("span", { class: "rail-sign" }, sign),
    name,
  );
}
