// data_visualization blocks as small drawings, with the same numbers as a table for those who do not see them.
import { h } from "../base/dom.js";

const WIDTH = 520;
const HEIGHT = 200;
const FOOT = 24;
const LEFT = 36;

export function chart(block) {
  const { chart: data } = block;
  const isPie = data.type === "pie";
  const names = isPie
    ? data.segments.map((segment) => segment.label)
    : data.series.map((series) => series.name);
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    h(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      isPie ? pie(data.segments) : plot(data),
    ),
    h(
      "div",
      { class: "legend", "aria-hidden": "true" },
      names.map((name, index) => h("span", {}, h("i", { class: `swatch paint-${index % 6}` }), name)),
    ),
    h("div", { class: "only-heard" }, isPie ? pieTable(data) : plotTable(data)),
  );
}

function pieTable(data) {
  return h(
    "table",
    {},
    data.segments.map((segment) =>
      h("tr", {}, h("th", {}, segment.label), h("td", {}, String(segment.value))),
    ),
  );
}

function plotTable(data) {
  const { categories } = data.axis_config;
  const head = h(
    "tr",
    {},
    h("td"),
    categories.map((name) => h("th", {}, name)),
  );
  return h(
    "table",
    {},
    head,
    data.series.map((series) =>
      h(
        "tr",
        {},
        h("th", {}, series.name),
        categories.map((name) => h("td", {}, String(valueAt(series, name)))),
      ),
    ),
  );
}

function valueAt(series, category) {
  return series.data.find((point) => point.label === category)?.value ?? 0;
}

function pie(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  const radius = HEIGHT / 2 - 6;
  let turned = 0;
  return segments.map((segment, index) => {
    const from = turned;
    turned += segment.value / total;
    return slice(from, Math.min(turned, from + 0.99999), radius, index);
  });
}

function slice(from, to, radius, index) {
  const at = (turn) =>
    [WIDTH / 2 + radius * Math.sin(turn * 2 * Math.PI), HEIGHT / 2 - radius * Math.cos(turn * 2 * Math.PI)]
      .map((x) => x.toFixed(1))
      .join(" ");
  return h("path", {
    class: `fill-${index % 6}`,
    d: `M ${WIDTH / 2} ${HEIGHT / 2} L ${at(from)} A ${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)} Z`,
  });
}

function plot(data) {
  const { categories } = data.axis_config;
  const values = data.series.flatMap((series) => categories.map((name) => valueAt(series, name)));
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const y = (value) => 8 + (HEIGHT - FOOT - 8) * (1 - (value - low) / (high - low));
  const step = (WIDTH - LEFT) / categories.length;
  const x = (index) => LEFT + step * (index + 0.5);
  const drawn = data.series.map((series, index) =>
    DRAW[data.type](
      categories.map((name) => valueAt(series, name)),
      { x, y, step, index, count: data.series.length },
    ),
  );
  return [axes(categories, { x, y, low, high }), data.type === "area" ? drawn : drawn.flat()];
}

function axes(categories, { x, y, low, high }) {
  const grid = [low, (low + high) / 2, high].map((value) => [
    h("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value) }),
    text(LEFT - 6, y(value) + 4, String(Math.round(value * 10) / 10), "end"),
  ]);
  const every = Math.ceil(categories.length / 8);
  return [
    grid,
    categories.map((name, index) => (index % every ? null : text(x(index), HEIGHT - 6, name, "middle"))),
  ];
}

function text(x, y, words, anchor) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({ x, y, "text-anchor": anchor, class: "axis" }))
    node.setAttribute(name, value);
  node.textContent = words;
  return node;
}

const DRAW = {
  bar: (values, { x, y, step, index, count }) =>
    values.map((value, at) => {
      const width = (step * 0.7) / count;
      const left = x(at) - step * 0.35 + width * index;
      return h("rect", {
        class: `fill-${index % 6}`,
        x: left,
        y: Math.min(y(value), y(0)),
        width: Math.max(1, width - 2),
        height: Math.abs(y(0) - y(value)),
        rx: 2,
      });
    }),
  line: (values, { x, y, index }) =>
    h("polyline", {
      class: `stroke-${index % 6}`,
      points: values.map((value, at) => `${x(at)},${y(value)}`).join(" "),
    }),
  area: (values, { x, y, index }) =>
    h("polygon", {
      class: `fill-${index % 6} faint`,
      points: [
        `${x(0)},${y(0)}`,
        ...values.map((value, at) => `${x(at)},${y(value)}`),
        `${x(values.length - 1)},${y(0)}`,
      ].join(" "),
    }),
};
