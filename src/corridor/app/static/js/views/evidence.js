import { h, put } from "../dom.js";
export const needs = "run";
export const title = "Evidence";
export async function show(main) { put(main, h("h1", null, title)); }
