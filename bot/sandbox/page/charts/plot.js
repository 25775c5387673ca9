// Bars, lines and areas over named categories, with axes of round numbers.
import { HEIGHT, number, round, shortNumber, svg, told, WIDTH, words } from "./svg.js";

const TOP = 12;
const RIGHT = 8;
const LETTER = 6.6; // pixels that a letter of the axis takes

export function plot(data) {
  const { categories, x_label: below, y_label: beside } = data.axis_config;
  const values = data.series.flatMap((series) => series.data.map((point) => point.value));
  const ticks = ticksOf(Math.min(0, ...values), Math.max(0, ...values));
  const scale = scaleOf(ticks, categories, { below, beside });
  const count = data.series.length;
  const marks = data.series.map((series, index) => {
    const points = categories.map((name, at) => ({ at, name, value: valueAt(series, name) }));
    return DRAW[data.type](points, { ...scale, series, index, count });
  });
  return [axes(categories, ticks, scale, { below, beside }), marks];
}

export function valueAt(series, category) {
  return series.data.find((point) => point.label === category)?.value ?? null;
}

// Four or five steps of 1, 2 or 5 times a power of ten.
export function ticksOf(low, high) {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function scaleOf(ticks, categories, { below, beside }) {
  const longest = Math.max(...ticks.map((tick) => shortNumber(tick).length));
  const left = longest * LETTER + 12 + (beside ? 18 : 0);
  const bottom = HEIGHT - (below ? 42 : 24);
  const step = (WIDTH - RIGHT - left) / categories.length;
  const [low, high] = [ticks[0], ticks.at(-1)];
  return {
    left,
    bottom,
    step,
    x: (at) => round(left + step * (at + 0.5)),
    y: (value) => round(TOP + (bottom - TOP) * (1 - (value - low) / (high - low))),
  };
}

function axes(categories, ticks, { left, bottom, step, x, y }, { below, beside }) {
  const lines = ticks.map((tick) => [
    svg("line", {
      class: tick ? "grid" : "grid base",
      x1: left,
      x2: WIDTH - RIGHT,
      y1: y(tick),
      y2: y(tick),
    }),
    words(left - 8, y(tick) + 4, shortNumber(tick), { "text-anchor": "end" }),
  ]);
  const widest = Math.max(...categories.map((name) => name.length)) * LETTER + 10;
  const every = Math.ceil(widest / step);
  const names = categories.map(
    (name, at) => at % every === 0 && words(x(at), bottom + 17, name, { "text-anchor": "middle" }),
  );
  const middle = (TOP + bottom) / 2;
  return [
    lines,
    names,
    below &&
      words((left + WIDTH) / 2, HEIGHT - 4, below, { class: "axis axis-name", "text-anchor": "middle" }),
    beside &&
      words(11, middle, beside, {
        class: "axis axis-name",
        "text-anchor": "middle",
        transform: `rotate(-90 11 ${middle})`,
      }),
  ];
}

function tip(series, point) {
  return told(`${series.name}, ${point.name}: ${number(point.value)}`);
}

function bars(points, { x, y, step, series, index, count }) {
  const room = Math.min(step * 0.72, 46 * count);
  const width = room / count;
  return points
    .filter((point) => point.value !== null)
    .map((point) =>
      svg(
        "rect",
        {
          class: `mark fill-${index % 6}`,
          x: round(x(point.at) - room / 2 + width * index),
          y: Math.min(y(point.value), y(0)),
          width: round(Math.max(1, width - 2)),
          height: round(Math.abs(y(0) - y(point.value))),
          rx: Math.min(3, width / 4),
        },
        tip(series, point),
      ),
    );
}

function line(points, { x, y, series, index }) {
  const known = points.filter((point) => point.value !== null);
  const dots = known.map((point) =>
    svg(
      "circle",
      { class: `mark dot fill-${index % 6}`, cx: x(point.at), cy: y(point.value), r: 3.5 },
      tip(series, point),
    ),
  );
  return [svg("polyline", { class: `stroke-${index % 6}`, points: path(known, x, y) }), dots];
}

function area(points, scale) {
  const { x, y, index } = scale;
  const known = points.filter((point) => point.value !== null);
  if (!known.length) return null;
  const foot = `${x(known[0].at)},${y(0)} ${path(known, x, y)} ${x(known.at(-1).at)},${y(0)}`;
  return [svg("polygon", { class: `area fill-${index % 6}`, points: foot }), line(points, scale)];
}

function path(points, x, y) {
  return points.map((point) => `${x(point.at)},${y(point.value)}`).join(" ");
}

const DRAW = { bar: bars, line, area };
