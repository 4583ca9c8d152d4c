// Built-in cases are not to be changed: a copy in the folder is.

import { h } from "../dom.js";
import { forget, post } from "../api.js";
import { tryIt } from "../faults.js";
import { go } from "../router.js";

/** Make a copy of a built-in case in the folder; gives its id. */
export async function copyOf(context, like) {
  const taken = new Set(context.scenarios.filter((one) => !one.built_in).map((one) => one.id));
  let name = like.id;
  for (let number = 2; taken.has(name); number += 1) name = `${like.id}-${number}`;
  const made = await post("/scenarios", { name, like: like.id });
  forget("/");
  return made.id;
}

/** A note that offers the copy. */
export function readOnlyNote(context, view) {
  const fault = h("div");
  const button = h("button", { type: "button", onclick: async () => {
    const id = await tryIt(fault, button, () => copyOf(context, context.scenario));
    if (id) go(view, { scenario: id });
  } }, "Make a copy to work on");
  return h("div", { class: "note" }, h("p", null, "This is a built-in case: it can be read and forecast, not changed."), h("p", null, button), fault);
}
