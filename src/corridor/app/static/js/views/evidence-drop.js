// Where a report is dropped, chosen or pasted.

import { h, field } from "../dom.js";
import { forget, post, postForm } from "../api.js";
import { plural } from "../format.js";
import { problemList, tryIt } from "../faults.js";

/** A drop zone for one file; `onFile` gets it. */
export function fileDrop(label, accept, onFile) {
  const input = h("input", { type: "file", accept, class: "visually-hidden", "aria-label": label, onchange: () => { if (input.files[0]) onFile(input.files[0]); input.value = ""; } });
  const zone = h("div", { class: "drop" },
    h("p", null, h("b", null, label)), h("p", { class: "soft" }, "Drop it here, or"),
    h("button", { type: "button", onclick: () => input.click() }, "Choose a file"), input);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files[0]) onFile(event.dataTransfer.files[0]);
  });
  return zone;
}

/** Read a report into a scenario; `then` gets what the server made of it. */
export function dropZone(desk, then) {
  const fault = h("div");
  const said = h("div", { role: "status" });
  const published = h("input", { type: "date" });
  const publisher = h("input", { type: "text", maxlength: 200, placeholder: "UNHCR" });
  const url = h("input", { type: "url", maxlength: 2000, placeholder: "https://…" });
  const text = h("textarea", { rows: 7, required: true, placeholder: "Paste the text of a report" });
  const name = h("input", { type: "text", value: "report.txt", maxlength: 120 });
  const button = h("button", { class: "primary" }, "Read this text");
  const about = () => ({ published: published.value || null, publisher: publisher.value.trim(), url: url.value.trim() });
  const done = async (made) => {
    if (!made) return;
    forget("/");
    text.value = "";
    said.replaceChildren(h("div", { class: "note" }, made.problems?.length ? problemList(made.problems) : "", h("p", null, `${plural(made.new, "new figure")} proposed${made.known ? `, ${made.known} known before` : ""}. Nothing is used before you accept it.`), (made.notes ?? []).map((one) => h("p", { class: "soft" }, one))));
    await then(made);
  };
  const file = async (one) => {
    const form = new FormData();
    form.append("file", one);
    for (const [key, value] of Object.entries(about())) if (value) form.append(key, value);
    await done(await tryIt(fault, null, () => postForm(`${desk.base}/files`, form)));
  };
  return h("section", { class: "card", "aria-label": "Drop in a report" },
    h("div", { class: "two" },
      h("div", null, h("h2", null, "Drop in a report"), h("p", { class: "soft" }, "Text, HTML, Markdown, PDF or CSV. Give no names of private persons."),
        fileDrop("A situation report, a news page, a table", ".txt,.md,.html,.htm,.pdf,.csv,.json", file),
        h("div", { class: "fields" }, field("Published on", published), field("Published by", publisher), field("Address", url))),
      h("form", { onsubmit: async (event) => {
        event.preventDefault();
        await done(await tryIt(fault, button, () => post(`${desk.base}/documents`, { name: name.value.trim(), text: text.value, ...about() })));
      } }, field("Or paste its text", text), h("div", { class: "fields" }, field("File it as", name), button))),
    fault, said);
}
