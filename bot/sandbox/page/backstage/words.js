// What is wrong with this workspace on purpose, in words.
import { store } from "../base/store.js";

const WHAT = {
  429: (fault) => `answers 429, "try again in ${seconds(fault.retry_after)}"`,
  500: () => "answers 500",
  error: (fault) => `answers "${fault.error}"`,
  garbage: (fault) => `answers ${fault.status} with HTML instead of JSON`,
  drop: () => "is done, and its answer lost",
  timeout: (fault) => `is not answered for ${seconds(fault.ms / 1000)}`,
  slow: (fault) => `takes ${seconds(fault.ms / 1000)} longer`,
  down: () => "finds nobody there",
  duplicate: (fault) => `is delivered ${fault.copies + 1} times`,
};

export function seconds(count) {
  return `${Number(count.toFixed(1))} s`;
}

export function many(count, one, more = `${one}s`) {
  return `${count} ${count === 1 ? one : more}`;
}

// {target, what, times} of a fault that waits: "conversations.create", "answers 500", "2 more times".
export function faultWords(fault) {
  const { method, type, system } = fault.match;
  const isEnvelope = type || fault.fault === "duplicate";
  const target = isEnvelope ? envelope(type) : call(method, system);
  return {
    target,
    what: WHAT[fault.fault]?.(fault) ?? fault.fault,
    times: fault.times === 1 ? "once" : `${fault.times} times`,
  };
}

function call(method, system) {
  if (method && method !== "*") return method.includes("*") ? `every ${method}` : method;
  return system && system !== "slack" ? `every call of ${system}` : "every call";
}

function envelope(type) {
  return type && type !== "*" ? `what comes as ${type}` : "whatever the app is told";
}

export function settingName(name) {
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

// Each thing that is on, as a short sentence.
export function troubles() {
  const { faults = [], latency = {}, limits, refused = [] } = store.trouble ?? {};
  const waiting = faults.reduce((sum, fault) => sum + fault.times, 0);
  return [
    waiting > 0 && (waiting === 1 ? "one fault is waiting" : `${waiting} faults are waiting`),
    ...Object.entries(latency).map(
      ([system, ms]) => `${call("*", system)} takes ${ms < 1000 ? `${ms} ms` : seconds(ms / 1000)} longer`,
    ),
    limits?.tiers &&
      `rate limits are on${limits.speed === 1 ? "" : `, their minute ${seconds(60 / limits.speed)} long`}`,
    refused.length > 0 && `switched off: ${refused.map(settingName).join(", ").toLowerCase()}`,
  ].filter(Boolean);
}
