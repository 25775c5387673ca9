// data_visualization: a drawing, its legend, and the same numbers as a table for those who do not see it.
import { h } from "../base/dom.js";
import { pie, shareOf } from "./pie.js";
import { plot, valueAt } from "./plot.js";
import { HEIGHT, number, svg, WIDTH } from "./svg.js";

export function chart(block) {
  const { chart: data, title } = block;
  const isPie = data.type === "pie";
  return h(
    "figure",
    { class: isPie ? "chart chart-pie" : "chart", "aria-label": title },
    h("figcaption", {}, title),
    h(
      "div",
      { class: "chart-body" },
      svg(
        "svg",
        { viewBox: isPie ? `0 0 ${HEIGHT} ${HEIGHT}` : `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
        isPie ? pie(data.segments) : plot(data),
      ),
      isPie ? pieLegend(data.segments) : data.series.length > 1 && legend(data.series),
    ),
    h("div", { class: "only-heard" }, isPie ? pieTable(title, data) : plotTable(title, data)),
  );
}

function swatch(index) {
  return h("i", { class: `swatch paint-${index % 6}` });
}

function legend(series) {
  return h(
    "div",
    { class: "legend", "aria-hidden": "true" },
    series.map((one, index) => h("span", {}, swatch(index), one.name)),
  );
}

function pieLegend(segments) {
  return h(
    "div",
    { class: "legend legend-pie", "aria-hidden": "true" },
    segments.map((one, index) =>
      h(
        "span",
        {},
        swatch(index),
        h("span", { class: "legend-name" }, one.label),
        h("strong", {}, number(one.value)),
        h("span", { class: "legend-share" }, shareOf(one, segments)),
      ),
    ),
  );
}

function pieTable(title, data) {
  return h(
    "table",
    {},
    h("caption", {}, title),
    data.segments.map((one) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, one.label),
        h("td", {}, number(one.value)),
        h("td", {}, shareOf(one, data.segments)),
      ),
    ),
  );
}

function plotTable(title, data) {
  const { categories, x_label: label } = data.axis_config;
  return h(
    "table",
    {},
    h("caption", {}, title),
    h(
      "tr",
      {},
      h("th", { scope: "col" }, label ?? ""),
      categories.map((name) => h("th", { scope: "col" }, name)),
    ),
    data.series.map((series) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, series.name),
        categories.map((name) => h("td", {}, number(valueAt(series, name) ?? 0))),
      ),
    ),
  );
}
