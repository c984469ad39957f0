export { default } from "./++StageBar.svelte.ts";
export * from "./++StageBar.svelte.ts";
