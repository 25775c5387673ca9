// What Port's console knows: the organisation's state.
import { beside } from "../base/beside.js";
import { act } from "../base/server.js";
import { toast } from "../base/toast.js";

export const { fetchStates: fetchSite, known } = beside("port");

export function entitiesOf(blueprint) {
  return known().entities.filter((one) => one.blueprint === blueprint.identifier);
}

export async function doThere(body) {
  const answer = await act({ do: "port", ...body });
  if (!answer.ok) toast(answer.error);
}
