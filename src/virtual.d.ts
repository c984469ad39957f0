/// <reference types="vite/client" />
/** What the build makes besides files (vite.config.ts). */
declare module 'virtual:draw-page' {
	/** The draw's verifier as one HTML file that needs nothing else. */
	export const drawPage: string;
}
