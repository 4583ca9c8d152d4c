// Faults shown where they happened, with what would be right.

import { h, put } from "./dom.js";
import { plural } from "./format.js";

const CONFLICT = "Somebody else changed this meanwhile";

/** A note for a fault; `again` is what to do about a conflict. */
export function faultNote(fault, { again = null } = {}) {
  const conflict = fault.kind === "conflict";
  return h("div", { class: conflict ? "note warn" : "note fault", role: "alert" },
    h("p", null, conflict ? h("b", null, `${CONFLICT}. `) : null, fault.message.charAt(0).toUpperCase() + fault.message.slice(1)),
    fault.problems?.length
      ? h("ul", null, fault.problems.map((problem) => h("li", null,
        problem.where ? h("b", null, `${problem.where}: `) : null,
        problem.found ? ["found ", h("span", { class: "found" }, problem.found)] : null,
        problem.found && problem.expected ? "; " : null,
        problem.expected ? `expected ${problem.expected}` : null)))
      : null,
    conflict ? h("p", null, "Nothing was lost: what you entered is still here. Look at what changed, then do it again on the newest version.") : null,
    again ? h("p", null, h("button", { type: "button", class: "small", onclick: again.act }, again.label)) : null);
}

/** Put a fault into a place, or clear it. */
export function showFault(place, fault, options) {
  put(place, fault ? faultNote(fault, options) : null);
  if (fault) place.scrollIntoView({ block: "nearest" });
}

/** Problems of a check that wrote nothing. */
export function problemList(problems) {
  return faultNote({ kind: "input", message: `${plural(problems.length, "fault")}; nothing was taken over:`, problems });
}

/** Do something that may fail, with its button asleep meanwhile; the fault is shown in `place`. */
export async function tryIt(place, button, act, options) {
  showFault(place, null);
  if (button) button.disabled = true;
  try {
    return await act();
  } catch (fault) {
    if (fault.name !== "AbortError") showFault(place, fault, options);
    if (fault.kind === undefined && fault.name !== "AbortError") console.error(fault);
    return undefined;
  } finally {
    if (button) button.disabled = false;
  }
}
