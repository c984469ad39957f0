import type { Words } from '#lib/words.ts';
import { canonical, digestOf } from '#draw/canonical.ts';
import { refusal } from '#lib/refusal.ts';

/** A later deadline of a call, as two organisers sign it while the program is away. Instants in ISO 8601, UTC. */
export type Extended = {
	v: 'madang/extension/v1';
	call: string;
	slug: string;
	old_at: string;
	new_at: string;
	reason: Words;
	announced_at: string;
};

/** One signature (Ed25519, RFC 8032) over the text of an extension; key and signature as base64url. */
export type Countersigned = { key: string; signature: string };

/** An extension as it lies outside the program. One signature is half of it: it holds with two, of two people. */
export type Extension = { content: Extended; signatures: Countersigned[] };

/** The file outside the program in which extensions wait, one after another. */
export const extensionsFile = 'extensions.json';

/** What is signed: canonical JSON (RFC 8785), which two programs write alike. */
export const extensionText = (content: Extended): string => canonical(content);

/** By what an extension is known (SHA-256, hex), its signatures included: one that lacks some does not stand in the whole one's way. */
export const extensionHash = ({ content, signatures }: Extension): string => digestOf({ content, signatures });

/** So many are judged at most at a time: whoever can write outside cannot keep the program at it. */
const mostAtOnce = 50;

/** The extensions in a file, as far as they have their form; what is none of them is passed over. */
export function extensionsIn(text: string | null): Extension[] {
	try {
		const list: unknown = JSON.parse(text ?? '[]');
		return Array.isArray(list) ? list.filter(isExtension).slice(0, mostAtOnce) : [];
	} catch {
		return [];
	}
}

function isExtension(one: unknown): one is Extension {
	const { content, signatures } = (one ?? {}) as Partial<Extension>;
	if (content?.v !== 'madang/extension/v1' || !Array.isArray(signatures)) return false;
	const { call, slug, reason, ...instants } = content;
	const texts = [call, slug, reason?.ko, reason?.en, ...signatures.flatMap((by) => [by?.key, by?.signature])];
	return (
		texts.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 400) &&
		[instants.old_at, instants.new_at, instants.announced_at].every(isInstant)
	);
}

const isInstant = (text: unknown) =>
	typeof text === 'string' && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;

/** Two machines' clocks may differ, and a board may have been written while somebody was announcing. */
const slackMs = 2 * 60_000;

/**
 * Refuses what was announced before the program last wrote its board, when it was there to be asked, or after now: nobody
 * puts an instant of their choice into a time when the program would have refused them.
 */
export function checkAnnounced({ announced_at }: Pick<Extended, 'announced_at'>, boardAt: Date | null, at: Date): void {
	const then = Date.parse(announced_at);
	if (then > at.getTime() + slackMs || (boardAt && then < boardAt.getTime() - slackMs)) throw notWhileAway();
}

export const notWhileAway = () => refusal('conflict', 'calls.announced-while-there');
export const needsTwoKeys = () => refusal('forbidden', 'calls.needs-two-keys');
export const keyNotKnown = () => refusal('forbidden', 'calls.key-not-known');
export const keyNotFound = () => refusal('unknown', 'calls.key-not-found');
