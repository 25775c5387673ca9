// Port's console: the blueprints, what stands in each, and what goes wrong there.
import { menuButton } from "../chat/channel-head.js";
import { many } from "../backstage/words.js";
import { h, patch } from "../base/dom.js";
import { go } from "../base/place.js";
import { store } from "../base/store.js";
import { relativeMoment } from "../text/dates.js";
import { stage } from "./stage.js";
import { doThere, entitiesOf, fetchSite, known } from "./state.js";

const MOST = 200; // rows of a table: who looks for more has the API

export const port = {
  name: "port",
  title: "Port",
  icon: () =>
    h(
      "svg",
      { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
      h("path", { d: "M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7" }),
    ),
  draw,
};

function draw(root) {
  fetchSite(store.beside);
  const site = known();
  if (!site) return patch(root, h("p", { class: "duty-wait", key: "wait" }, "Asking Port …"));
  const shown = site.blueprints.find((one) => one.identifier === store.highlight) ?? site.blueprints[0];
  patch(root, [head(site), body(site, shown)]);
}

function head(site) {
  const count = many(site.entities.length, "entity", "entities");
  return h(
    "header",
    { class: "head", key: "head" },
    menuButton(),
    h("h1", {}, "Port", h("span", { class: "head-sub duty-count" }, count)),
  );
}

function body(site, shown) {
  return h(
    "div",
    { class: "port", key: "body" },
    h("div", { class: "port-side", key: "side" }, blueprints(site, shown), stage(site)),
    shown ? table(shown, entitiesOf(shown)) : empty(),
  );
}

function blueprints(site, shown) {
  return h(
    "nav",
    { class: "port-blueprints", key: "blueprints", "aria-label": "Blueprints" },
    site.blueprints.map((one) => {
      const isShown = one === shown;
      return h(
        "button",
        {
          class: `port-blueprint${isShown ? " shown" : ""}`,
          type: "button",
          key: one.identifier,
          "aria-current": isShown ? "page" : undefined,
          onclick: () => go(`@port/${one.identifier}`),
        },
        h("span", { class: "port-name" }, one.title ?? one.identifier),
        h("span", { class: "port-count" }, String(entitiesOf(one).length)),
      );
    }),
  );
}

function empty() {
  return h(
    "p",
    { class: "duty-wait", key: "none" },
    "Nothing is here yet. The app makes blueprints once it has something to keep in them.",
  );
}

function table(blueprint, entities) {
  const rules = blueprint.schema?.properties ?? {};
  const names = Object.keys(rules);
  const relations = Object.keys(blueprint.relations ?? {});
  const titles = [...names.map((name) => rules[name].title ?? name), ...relations];
  return h(
    "div",
    { class: "port-main", key: blueprint.identifier },
    h(
      "table",
      { class: "port-table", "aria-label": blueprint.title ?? blueprint.identifier },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["Title", ...titles, "Updated", ""].map((each) => h("th", { scope: "col" }, each)),
        ),
      ),
      h(
        "tbody",
        {},
        entities.slice(0, MOST).map((one) => row(one, names, relations)),
      ),
    ),
    entities.length > MOST && h("p", { class: "duty-soft" }, `and ${entities.length - MOST} more`),
  );
}

function row(one, names, relations) {
  const remove = () => doThere({ entity: one.identifier, blueprint: one.blueprint, delete: true });
  return h(
    "tr",
    { key: one.identifier },
    h("th", { scope: "row" }, one.title, h("span", { class: "port-id" }, one.identifier)),
    names.map((name) => h("td", { key: name, title: plain(one.properties[name]) }, said(one.properties[name]))),
    relations.map((name) => h("td", { key: name }, said(one.relations[name]))),
    h(
      "td",
      { class: "port-when", title: `Written ${many(one.writes, "time")}, last by ${one.updatedBy}` },
      relativeMoment(new Date(one.updatedAt)),
    ),
    h(
      "td",
      {},
      h(
        "button",
        { class: "link-button", type: "button", "aria-label": `Delete ${one.title}`, onclick: remove },
        "Delete",
      ),
    ),
  );
}

function said(value) {
  if (value === null || value === undefined || value.length === 0) {
    return h("span", { class: "port-nothing" }, "–");
  }
  if (/^https?:\/\//.test(value)) return h("a", { href: value, target: "_blank", rel: "noreferrer" }, "Open");
  return plain(value);
}

function plain(value) {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}
