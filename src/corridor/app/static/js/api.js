// The server's interface: one place for addresses, the session, versions and faults.

const BASE = "/api/v1";

/** A fault the server has named: `kind`, `problems`, and for a conflict the version that holds. */
export class ApiError extends Error {
  constructor(status, body) {
    const error = body?.error ?? {};
    super(error.message || `The server answered with ${status}.`);
    this.status = status;
    this.kind = error.kind || "internal";
    this.problems = error.problems || [];
    this.currentVersion = error.current_version ?? null;
  }
}

const session = { csrf: "", by: "", needsLogin: false, signedIn: true };
let onSignedOut = () => {};

/** Called when the server no longer knows who we are. */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

/** Who writes: it stands in the history of the ledger. */
export function author() {
  try { return localStorage.getItem("corridor-by") ?? session.by; } catch { return session.by; }
}

export function setAuthor(name) {
  session.by = name;
  try { localStorage.setItem("corridor-by", name); } catch { /* for this page alone */ }
}

async function send(method, path, { body, version, form, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["X-Corridor-CSRF"] = session.csrf;
    if (author()) headers["X-Corridor-By"] = encodeURIComponent(author());
  }
  if (version !== undefined && version !== null) headers["If-Match"] = `"${version}"`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method, headers, signal, credentials: "same-origin",
      body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new ApiError(0, { error: { kind: "offline", message: "The server does not answer. Is “corridor serve” still running?" } });
  }
  if (answer.status === 204) return null;
  const data = await answer.json().catch(() => null);
  if (!answer.ok) {
    const fault = new ApiError(answer.status, data);
    if (answer.status === 401 && path !== "/session") onSignedOut(fault);
    throw fault;
  }
  return data;
}

export const get = (path, options) => send("GET", path, options);
export const post = (path, body, options) => send("POST", path, { body: body ?? {}, ...options });
export const patch = (path, body, options) => send("PATCH", path, { body, ...options });
export const remove = (path, options) => send("DELETE", path, options);
export const postForm = (path, form, options) => send("POST", path, { form, ...options });

/** Ask for the session; must come first, since every write needs its token. */
export async function openSession() {
  keep(await get("/session"));
  return session;
}

export async function signIn(password, by) {
  keep(await send("POST", "/session", { body: { password, by } }));
  return session;
}

export async function signOut() {
  await remove("/session");
}

function keep(answer) {
  session.csrf = answer.csrf ?? "";
  session.by = answer.by ?? "";
  session.needsLogin = answer.needs_login;
  session.signedIn = answer.signed_in;
}

const cache = new Map();

/** A GET that never changes, such as a run's arrays, asked once. */
export function once(path) {
  if (!cache.has(path)) {
    const asked = get(path).catch((fault) => { cache.delete(path); throw fault; });
    cache.set(path, asked);
    if (cache.size > 24) cache.delete(cache.keys().next().value);
  }
  return cache.get(path);
}

/** Forget what has been asked under a path. */
export function forget(prefix) {
  for (const key of cache.keys()) if (key.startsWith(prefix)) cache.delete(key);
}

export const at = (strings, ...values) => strings.reduce((path, part, i) => path + part + (i < values.length ? encodeURIComponent(values[i]) : ""), "");
export { BASE };
