import type { Channel, Delivery, Outgoing } from '#lib/channel.ts';
import { smsToken, smsUrl } from '#lib/settings.server.ts';

const patienceMs = 10_000;

/**
 * Short messages (SMS, 알림톡) by an HTTP gateway of the host's choice: `POST SMS_URL` with a bearer token and
 * `{"to": "+8210…", "text": "…"}`. Each try of one message carries the same `Idempotency-Key`, so that a gateway that
 * knows it sends it once.
 */
export const shortChannel: Channel | null = smsUrl ? { send: (letter) => handOver(letter).catch(unreachable) } : null;

async function handOver({ id, to_address: to, body: text }: Outgoing): Promise<Delivery> {
	const answer = await fetch(smsUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${smsToken}`, 'idempotency-key': id },
		body: JSON.stringify({ to, text }),
		redirect: 'error',
		signal: AbortSignal.timeout(patienceMs)
	});
	const because = `${answer.status} ${(await answer.text()).slice(0, 200)}`.trim();
	if (answer.ok) return { is: 'sent' };
	// 401 and 403 are about our token, 408, 425 and 429 about the moment: the message itself may be right.
	const isOurs = [401, 403, 404].includes(answer.status) || answer.status >= 500;
	if (isOurs || [408, 425, 429].includes(answer.status)) return { is: 'later', because, isOurs };
	return { is: 'never', because };
}

function unreachable(fault: unknown): Delivery {
	const { message, cause } = fault as { message?: string; cause?: { message?: string } };
	return { is: 'later', because: [message ?? String(fault), cause?.message].filter(Boolean).join(': '), isOurs: true };
}
