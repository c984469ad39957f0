export { default } from "./++PasskeySignIn.svelte.ts";
export * from "./++PasskeySignIn.svelte.ts";
