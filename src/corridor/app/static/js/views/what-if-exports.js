// A what-if to take along: each form is made when it is first asked for, and says that it is a what-if.

import { h, put } from "../dom.js";
import { at, get, post } from "../api.js";
import { faultNote, tryIt } from "../faults.js";
import { watch } from "../jobs.js";

/** The forms of a what-if; one that is made already is a link. */
export function exportsOfWhatIf(what) {
  const list = h("div", { class: "tools" });
  const fault = h("div");
  const said = h("p", { role: "status", class: "soft" });
  draw();
  const element = h("section", { class: "card plain", "aria-label": "Take it with you" }, h("h2", null, "Take it with you"),
    h("p", { class: "soft" }, "Each file says that it is a what-if, and of which change. A form is made when it is first asked for; that takes as long as the what-if did."),
    list, said, fault);
  return { element, draw };

  async function draw() {
    try {
      const { exports } = await get(at`/what-ifs/${what.id}/exports`);
      put(list, exports.map((one) => (one.ready ? link(one) : maker(one))));
    } catch (trouble) {
      put(list, faultNote(trouble));
    }
  }
  function link(one) {
    return h("a", { class: "button made", href: one.url, ...(one.format === "brief" ? { target: "_blank" } : { download: "" }) }, `${one.label} ↓`);
  }
  function maker(one) {
    const button = h("button", { type: "button", onclick: async () => {
      const job = await tryIt(fault, button, () => post(at`/what-ifs/${what.id}/exports`, { format: one.format }));
      if (!job) return;
      button.disabled = true;
      put(said, `Making: ${one.label}`);
      watch(job, async () => {
        await draw();
        put(said, `Ready: ${one.label}`);
        list.querySelector(`[href="${one.url}"]`)?.focus();
      });
    } }, one.label);
    return button;
  }
}
