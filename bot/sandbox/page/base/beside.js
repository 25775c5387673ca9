// What a console knows of its system: its state, fetched anew whenever something has changed there.
import { control } from "./server.js";
import { changed } from "./store.js";

// Names: of the states that the control API gives, which are fetched together.
export function beside(...names) {
  let states = null; // by name
  let fetched = null;
  let isFetching = false;

  async function fetchStates(version) {
    if (isFetching || (states && version === fetched)) return;
    isFetching = true;
    const answers = await Promise.all(names.map((name) => control("GET", `state/${name}`)));
    isFetching = false;
    fetched = version;
    if (answers.some((answer) => answer.ok === false)) return;
    states = Object.fromEntries(names.map((name, at) => [name, answers[at]]));
    changed();
  }

  function known(name = names[0]) {
    return states && states[name];
  }

  return { fetchStates, known };
}
