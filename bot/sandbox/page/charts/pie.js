// A pie with a hole: slices of a whole that is said in its middle.
import { HEIGHT, number, round, shortNumber, svg, told, words } from "./svg.js";

const MIDDLE = HEIGHT / 2;
const OUTER = MIDDLE - 8;
const INNER = OUTER * 0.62;

export function pie(segments) {
  let turned = 0;
  const total = totalOf(segments);
  const slices = segments.map((segment, index) => {
    const from = turned;
    turned += Math.max(0, segment.value) / (total || 1);
    // A whole circle in one arc is nothing to SVG.
    const path = svg("path", {
      class: `slice fill-${index % 6}`,
      d: slice(from, Math.min(turned, from + 0.9999)),
    });
    path.append(told(`${segment.label}: ${number(segment.value)} (${shareOf(segment, segments)})`));
    return path;
  });
  return [
    slices,
    words(MIDDLE, MIDDLE + 4, shortNumber(total), { class: "pie-total", "text-anchor": "middle" }),
    words(MIDDLE, MIDDLE + 22, "in all", { "text-anchor": "middle" }),
  ];
}

export function shareOf(segment, segments) {
  const share = (Math.max(0, segment.value) / (totalOf(segments) || 1)) * 100;
  return `${share > 0 && share < 1 ? "<1" : Math.round(share)} %`;
}

function totalOf(segments) {
  return segments.reduce((sum, segment) => sum + Math.max(0, segment.value), 0);
}

function slice(from, to) {
  const isLarge = to - from > 0.5 ? 1 : 0;
  return [
    `M ${at(from, OUTER)}`,
    `A ${OUTER} ${OUTER} 0 ${isLarge} 1 ${at(to, OUTER)}`,
    `L ${at(to, INNER)}`,
    `A ${INNER} ${INNER} 0 ${isLarge} 0 ${at(from, INNER)} Z`,
  ].join(" ");
}

function at(turn, radius) {
  const angle = turn * 2 * Math.PI;
  return `${round(MIDDLE + radius * Math.sin(angle))} ${round(MIDDLE - radius * Math.cos(angle))}`;
}
