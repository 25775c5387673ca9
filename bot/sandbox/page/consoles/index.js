// The consoles of the systems that stand beside Slack: each has an entry in the rail and a place of its own.
//
// To add one: write consoles/<name>.js that exports {name, title, icon(), draw(root)} and put it into CONSOLES.
// `name` is the system's as the sandbox says it (an entry in Sandbox.systems), `title` what people call it;
// `icon()` makes the node for the rail; `draw(root)` makes an element, which is the console's alone while it is
// shown, equal to the present, each time that something has changed. Its address is #ana/@<name>.
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { confluence } from "../wiki/console.js";
import { jira } from "./jira.js";
import { port } from "../portal/console.js";
import { pagerduty } from "./pagerduty.js";

const CONSOLES = [pagerduty, jira, confluence, port];

export function consoles() {
  return CONSOLES;
}

export function consolePlace(one) {
  return `@${one.name}`;
}

export function consoleAt(place) {
  return CONSOLES.find((one) => consolePlace(one) === place);
}

// The console's own element within the page's main part; what it holds is drawn once it stands there.
export function consoleShell(one) {
  return h("section", { class: "console", key: `console/${one.name}`, "aria-label": one.title, keep: true });
}

export function drawConsole(app) {
  const one = consoleAt(store.place);
  if (one) one.draw(app.querySelector(".console"));
}
