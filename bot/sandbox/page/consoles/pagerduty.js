// PagerDuty's console: what is open and who is called for it, who is on call, and what goes wrong there.
import { menuButton } from "../chat/channel-head.js";
import { h, patch } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { incidentList, incidentsOf } from "./pagerduty-incident.js";
import { onCallPart } from "./pagerduty-oncall.js";
import { trigger } from "./pagerduty-doing.js";
import { breakPart, stagePart } from "./pagerduty-stage.js";
import { account, accountOf, accounts, fetchDuty, known, linkTo, show } from "./pagerduty-state.js";

const TICK = 15_000; // milliseconds after which "in 3 min" may be wrong

const VIEWS = [
  ["open", "Open"],
  ["resolved", "Resolved"],
];
const TITLES = { pagerduty: "First account", "pagerduty-eu": "Account eu" };
let view = "open";
let ticking = 0;
let followed = ""; // the incident that a link led to
let turned = ""; // the link by which the account is shown

export const pagerduty = {
  name: "pagerduty",
  title: "PagerDuty",
  icon: () =>
    h(
      "svg",
      { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
      h("path", {
        d: "M5.5 8.5a4.5 4.5 0 0 1 9 0c0 4 1.5 5 1.5 5H4s1.5-1 1.5-5zM8.3 16.5a1.9 1.9 0 0 0 3.4 0M2.5 6a6 6 0 0 1 2-3.2M17.5 6a6 6 0 0 0-2-3.2",
      }),
    ),
  draw,
};

function draw(root) {
  fetchDuty(store.beside);
  clearTimeout(ticking);
  ticking = setTimeout(changed, TICK);
  turn();
  const duty = known();
  const led = duty && follow();
  patch(
    root,
    duty ? [head(duty), body(duty)] : h("p", { class: "duty-wait", key: "wait" }, "Asking PagerDuty …"),
  );
  if (led) root.querySelector(".duty-card.highlight")?.scrollIntoView({ block: "center" });
}

// A link to an incident leads to its account.
function turn() {
  if (turned === store.highlight) return;
  turned = store.highlight;
  if (turned) show(accountOf(turned));
}

// And to its card, whichever list it stands in; true when it has just done so.
function follow() {
  const wanted = known().incidents.find((one) => linkTo(one.id) === store.highlight);
  if (!wanted || followed === store.highlight) return false;
  followed = store.highlight;
  view = wanted.status === "resolved" ? "resolved" : "open";
  return true;
}

function head(duty) {
  return h(
    "header",
    { class: "head", key: "head" },
    menuButton(),
    h("h1", {}, "PagerDuty", h("span", { class: "head-sub duty-count" }, counted(duty))),
    h(
      "div",
      { class: "head-tools" },
      choice(),
      h(
        "button",
        {
          class: "button small primary",
          type: "button",
          onclick: ({ currentTarget }) => trigger(currentTarget, duty),
        },
        "New incident",
      ),
    ),
  );
}

// Where several accounts are worked with: which one is shown.
function choice() {
  const there = accounts();
  if (there.length < 2) return null;
  return h(
    "select",
    {
      class: "text-input duty-account",
      key: "account",
      value: account(),
      "aria-label": "Account",
      onchange: ({ currentTarget }) => {
        show(currentTarget.value);
        changed();
      },
    },
    there.map((name) => h("option", { value: name, key: name }, TITLES[name])),
  );
}

function counted(duty) {
  const open = incidentsOf(duty, "open");
  const waiting = open.filter((one) => one.status === "triggered").length;
  if (!open.length) return "All quiet";
  return waiting
    ? `${waiting} triggered, ${open.length - waiting} acknowledged`
    : `${open.length} acknowledged`;
}

function body(duty) {
  return h(
    "div",
    { class: "duty", key: "body" },
    h(
      "div",
      { class: "duty-main", key: "main" },
      h(
        "div",
        { class: "tabs duty-tabs", role: "tablist", "aria-label": "Incidents" },
        VIEWS.map((one) => tab(duty, ...one)),
      ),
      incidentList(duty, view),
    ),
    h(
      "aside",
      { class: "duty-side", key: "side", "aria-label": "On call and what is set up" },
      breakPart(duty),
      onCallPart(duty),
      stagePart(duty),
    ),
  );
}

function tab(duty, name, title) {
  const count = incidentsOf(duty, name).length;
  const pick = () => {
    view = name;
    changed();
  };
  return h(
    "button",
    {
      class: "tab",
      role: "tab",
      type: "button",
      key: name,
      "aria-selected": String(view === name),
      onclick: pick,
    },
    count ? `${title} ${count}` : title,
  );
}
