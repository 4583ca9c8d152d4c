// Where we are: `#/view/part?key=value`, so that every view can be shared as a link.

/** The view, what follows it, and the parameters of an address. */
export function readRoute(hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...rest] = path.split("/").map(safeDecode);
  return { view, part: rest.join("/"), params: new URLSearchParams(query) };
}

function safeDecode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** An address; parameters without a value are left out, lists are repeated. */
export function address(view, params = {}, part = "") {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") query.append(key, one);
  }
  const text = query.toString();
  return `#/${view}${part ? `/${encodeURIComponent(part)}` : ""}${text ? `?${text}` : ""}`;
}

/** Go somewhere, as a link would. */
export function go(view, params, part) {
  location.hash = address(view, params, part);
}

/** Change the parameters of the address without another entry in the history, and draw nothing. */
export function note(changes) {
  const route = readRoute();
  for (const [key, value] of Object.entries(changes)) {
    route.params.delete(key);
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") route.params.append(key, one);
  }
  const query = route.params.toString();
  const path = location.hash.split("?")[0] || "#/";
  history.replaceState(null, "", query ? `${path}?${query}` : path);
}
