import { refusal } from '#lib/refusal.ts';

/**
 * What a host can be told of, by kinds: facts as the journal has them. To tell of one more, its verb is added here, and
 * `hostOfLine` must find its host. What the lines say beyond ids never goes out.
 */
export const events = {
	applications: ['application.submitted', 'application.withdrawn', 'screening.announced'],
	decisions: ['bands.frozen', 'decisions.announced', 'draw.sealed', 'draw.conducted', 'draw.voided'],
	invitations: ['invitations.sent', 'invitation.accepted', 'invitation.declined', 'invitation.lapsed'],
	programme: [
		...['session.added', 'session.changed', 'session.moved', 'session.cancelled', 'session.restored'],
		'programme.released'
	],
	registrations: [
		...['registration.registered', 'registration.waiting', 'registration.offered'],
		...['registration.refused', 'registration.cancelled']
	],
	records: ['record.published', 'record.recalled', 'promise.made', 'promise.updated']
} as const;
export type EventKind = keyof typeof events;
export const eventKinds = Object.keys(events) as EventKind[];

/** The verbs of these kinds. */
export const verbsOf = (kinds: EventKind[]): string[] => kinds.flatMap((kind) => events[kind]);

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** How long after each try in vain the next one comes: ten tries, over more than three days. */
const waitsMs = [5 * second, 5 * minute, 30 * minute, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)];

/** When a message is tried again that has been tried so often; null when it has been enough. */
export function nextTry(tries: number, at: Date): Date | null {
	const wait = waitsMs[tries - 1];
	return wait === undefined ? null : new Date(at.getTime() + wait);
}

/** How long the secret before still signs, beside a new one. */
export const overlapHours = 24;
/** How long the log of what was sent is kept. */
export const logDays = 30;
export const mostWebhooks = 20;

/** A line of the journal as a message tells it: what happened, when, to which thing in which call. Ids only. */
export type Fact = { verb: string; at: Date; about: string; call_id: string | null };

/** The text of a message, as the payloads of Standard Webhooks are. */
export function bodyOf({ verb, at, about, call_id }: Fact): string {
	return JSON.stringify({ type: verb, timestamp: at.toISOString(), data: { id: about, call_id } });
}

/** Whether anything can be sent to this address at all; where its name leads is asked when something is. */
export function isAddress(text: string, mayStayHere: boolean): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, username, password, port, hash } = new URL(text);
	if (username || password || hash) return false;
	if (mayStayHere && protocol === 'http:') return true;
	return protocol === 'https:' && (port === '' || Number(port) >= 1024);
}

export type WebhookState = 'on' | 'ended' | 'gone';
export const webhookState = (hook: { ended_why: string | null }): WebhookState =>
	hook.ended_why === null ? 'on' : hook.ended_why === 'gone' ? 'gone' : 'ended';

export type MessageState = 'sent' | 'waits' | 'failed';
export function messageState(message: { sent_at: Date | null; next_at: Date | null }): MessageState {
	if (message.sent_at) return 'sent';
	return message.next_at ? 'waits' : 'failed';
}

export const webhookNotFound = () => refusal('unknown', 'webhooks.not-found');
export const webhookEnded = () => refusal('conflict', 'webhooks.ended');
export const tooManyWebhooks = () => refusal('conflict', 'webhooks.too-many', { most: mostWebhooks });
