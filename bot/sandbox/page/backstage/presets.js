// Bad days that can be had with one press, each as a sentence.
import { tellSandbox } from "./ending.js";

const WRITES = [
  "conversations.create",
  "conversations.invite",
  "conversations.setTopic",
  "chat.postMessage",
  "chat.update",
  "pins.add",
  "bookmarks.add",
];

const fault = (kind, more) =>
  tellSandbox("POST", "faults", { match: { system: "slack" }, fault: kind, ...more });
const every = (methods, kind) => methods.map((method) => fault(kind, { match: { system: "slack", method } }));

export const PRESETS = [
  {
    title: "Slack asks for patience",
    words: "The next 5 calls are answered 429: try again in 2 s.",
    start: () => fault("429", { retry_after: 2, times: 5 }),
  },
  {
    title: "Slack is down",
    words: "The next 20 calls find nobody there.",
    start: () => fault("down", { times: 20 }),
  },
  {
    title: "Every first call is lost",
    words: "The first channel, message, pin … is made, and its answer lost on the way.",
    start: () => Promise.all(every(WRITES, "drop")),
  },
  {
    title: "Slow Slack",
    words: "Every call takes 2 s.",
    start: () => tellSandbox("POST", "latency", { slack: 2000 }),
  },
  {
    title: "No channels for you",
    words: "The next 3 channels are refused: restricted_action.",
    start: () =>
      fault("error", {
        match: { system: "slack", method: "conversations.create" },
        error: "restricted_action",
        times: 3,
      }),
  },
  {
    title: "Said three times",
    words: "The next thing that the app is told comes three times.",
    start: () => fault("duplicate", { match: {}, copies: 2 }),
  },
  {
    title: "Refresh all sockets",
    words: "Slack asks every connection to leave, as it does every few hours.",
    start: () => fault("refresh", {}),
  },
  {
    title: "Pull the plug",
    words: "Every connection is cut at once.",
    start: () => fault("disconnect", {}),
  },
];
