// The server was opened to others, so it asks who comes.

import { h, put, field } from "../dom.js";
import { author, setAuthor, signIn } from "../api.js";
import { tryIt } from "../faults.js";

/** Ask for the password; `then` goes on. */
export function showSignIn(then) {
  const fault = h("div");
  const word = h("input", { type: "password", autocomplete: "current-password", required: true });
  const by = h("input", { type: "text", autocomplete: "username", value: author(), maxlength: 80 });
  const button = h("button", { class: "primary" }, "Sign in");
  const form = h("form", {
    class: "teach", onsubmit: async (event) => {
      event.preventDefault();
      const session = await tryIt(fault, button, () => signIn(word.value, by.value.trim()));
      if (session) { setAuthor(by.value.trim()); put(document.getElementById("main"), h("p", { class: "waiting" }, "Loading …")); await then(); }
    },
  }, h("h1", null, "Sign in"), h("p", null, "This Corridor is shared on a network. The password was set by the person who started it."),
  h("div", { class: "fields" }, field("Your name, for the history of changes", by), field("Password or token", word)), fault, h("div", { class: "tools" }, button));
  put(document.getElementById("main"), form);
  word.focus();
}
