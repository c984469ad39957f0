/** What a browser's secret and one press make the secret of a hold of, so that the same press again is the same hold. */
export const saidOfHold = (browser: string, sessionId: string, intent: string) =>
	`madang/hold/v1 ${browser} ${sessionId} ${intent}`;

/** What a browser's secret is hashed from, to know that it holds places of a session already. */
export const saidOfBrowser = (browser: string) => `madang/holder/v1 ${browser}`;

/** What became of a press for places: held until a time, by a secret, or none were left. */
export type Held = { is: 'held'; token: string; until: Date } | { is: 'full' };

/** What became of a registration's form: it has a state, or its address was in the register already. */
export type Joined = { is: 'in'; token: string } | { is: 'already' };
