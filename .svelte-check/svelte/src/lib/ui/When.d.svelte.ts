export { default } from "./++When.svelte.ts";
export * from "./++When.svelte.ts";
