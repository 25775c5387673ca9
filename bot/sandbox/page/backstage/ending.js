// Ends what was broken on purpose, or all that ever happened.
import { ask } from "../base/confirm.js";
import { control } from "../base/server.js";
import { store } from "../base/store.js";
import { toast } from "../base/toast.js";

const plain = (text) => ({ type: "plain_text", text });

// Tells the sandbox, and the person if it refuses.
export async function tellSandbox(method, path, body) {
  const answer = await control(method, path, body);
  if (!answer.ok) toast(answer.error);
  return answer;
}

export async function backToNormal() {
  await tellSandbox("DELETE", "faults");
  const silent = Object.fromEntries(Object.keys(store.trouble?.latency ?? {}).map((system) => [system, 0]));
  await tellSandbox("POST", "latency", silent);
  await tellSandbox("POST", "limits", { tiers: false, speed: 1 });
  const refused = store.trouble?.refused ?? [];
  if (refused.length)
    await tellSandbox("POST", "settings", Object.fromEntries(refused.map((name) => [name, true])));
}

export async function resetWorkspace() {
  const isSure = await ask({
    title: plain("Reset the workspace?"),
    text: plain(
      "Everything goes back to the beginning. The app stays connected, and keeps what it remembers.",
    ),
    confirm: plain("Reset"),
    deny: plain("Cancel"),
    style: "danger",
  });
  if (isSure) await tellSandbox("POST", "reset", {});
}
