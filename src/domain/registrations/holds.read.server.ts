import { hashed } from '#lib/secret.server.ts';
import { saidOfBrowser, saidOfHold } from './holds.rules.ts';

/** The secret of what a browser asked for by one press: the browser's own secret is in it, so nobody else has it. */
export const tokenOfHold = (browser: string, sessionId: string, intent: string): string =>
	hashed(saidOfHold(browser, sessionId, intent)).toString('base64url');

/** By what a browser that holds places is known. */
export const browserHash = (browser: string): Buffer => hashed(saidOfBrowser(browser));
