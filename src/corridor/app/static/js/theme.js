// Light, dark, or as the system has it.

import { h, s, put, announce } from "./dom.js";

const KEY = "corridor-theme";
const ORDER = ["auto", "light", "dark"];
const WORDS = { auto: "as the system", light: "light", dark: "dark" };

function stored() {
  try {
    const value = localStorage.getItem(KEY);
    return ORDER.includes(value) ? value : "auto";
  } catch {
    return "auto";
  }
}

function apply(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function picture(theme) {
  if (theme === "dark") return s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("path", { d: "M20 14.5A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500Z" }));
  if (theme === "light") {
    return s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("circle", { cx: 12, cy: 12, r: 4 }),
      s("path", { d: "M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2" }));
  }
  return s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("circle", { cx: 12, cy: 12, r: 8.500 }),
    s("path", { d: "M12 3.500a8.500 8.500 0 0 1 0 17Z", fill: "currentColor" }));
}

/** The switch; applies what was chosen before. */
export function themeSwitch() {
  let theme = stored();
  apply(theme);
  const button = h("button", { type: "button", class: "icon theme", onclick: turn });
  show();
  return button;

  function show() {
    put(button, picture(theme));
    button.setAttribute("aria-label", `Colours: ${WORDS[theme]}. Change.`);
    button.title = `Colours: ${WORDS[theme]}`;
  }
  function turn() {
    theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
    try { localStorage.setItem(KEY, theme); } catch { /* chosen for this page alone */ }
    apply(theme);
    show();
    announce(`Colours: ${WORDS[theme]}`);
  }
}
