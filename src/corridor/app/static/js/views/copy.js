// Built-in cases are not to be changed: a copy in the folder is.

import { h } from "../dom.js";
import { forget, post } from "../api.js";
import { tryIt } from "../faults.js";
import { go } from "../router.js";

/** The first id that a copy could have. */
export function freeName(context, like) {
  const taken = new Set(context.scenarios.filter((one) => !one.built_in).map((one) => one.id));
  let name = like.name;
  for (let number = 2; taken.has(name); number += 1) name = `${like.name}-${number}`;
  return name;
}

/** The scenarios of the folder that are copies of a built-in case, as far as titles tell. */
export function copiesOf(context, like) {
  return context.scenarios.filter((one) => !one.built_in && one.title === like.title);
}

/** Make a copy of a built-in case in the folder; gives its id. */
export async function copyOf(context, like, name = freeName(context, like)) {
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
