// The paper that charts are drawn on: its size, its nodes, and numbers as people read them.

export const WIDTH = 560;
export const HEIGHT = 220;

// Like h of dom.js, for every SVG element.
export function svg(tag, props, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  node.props = props;
  for (const [name, value] of Object.entries(props)) {
    if (value !== undefined && name !== "key") node.setAttribute(name, value);
  }
  node.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

export function words(x, y, text, props = {}) {
  return svg("text", { class: "axis", x: round(x), y: round(y), ...props }, text);
}

// What a pointer that rests on a mark tells.
export function told(text) {
  return svg("title", {}, text);
}

export function round(value) {
  return Math.round(value * 10) / 10;
}

const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function number(value) {
  return exact.format(value);
}

export function shortNumber(value) {
  return Math.abs(value) < 10_000 ? exact.format(value) : short.format(value);
}
