export { default } from "./++AddPasskey.svelte.ts";
export * from "./++AddPasskey.svelte.ts";
