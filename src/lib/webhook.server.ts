import { createHmac, randomBytes } from 'node:crypto';

/** A new secret as Standard Webhooks writes one: `whsec_` and 32 random bytes in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers that say whose a message is and that nobody has changed it (Standard Webhooks 1.0): an HMAC-SHA256 over id,
 * time and body by each secret in force. The id is the same in every try, so that what comes twice is known as one.
 */
export function signedHeaders(
	{ id, body }: { id: string; body: string },
	secrets: string[],
	at: Date
): Record<string, string> {
	const timestamp = Math.floor(at.getTime() / 1000);
	const signatures = secrets.map((secret) => {
		const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
		return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
	});
	return {
		...{ 'content-type': 'application/json', 'user-agent': 'Madang' },
		...{ 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
	};
}
