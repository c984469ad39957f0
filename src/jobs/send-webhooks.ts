import { dropMessages, leaveMessages, leaveTry, takeDue } from '#domain/webhooks/messages.write.server.ts';
import { webhooksBehind } from '#domain/webhooks/read.server.ts';
import { endGone } from '#domain/webhooks/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { sendOutward } from '#lib/outward.server.ts';
import { webhooksStayHere } from '#lib/settings.server.ts';
import { ticking } from '#lib/stopwatch.ts';
import { signedHeaders } from '#lib/webhook.server.ts';

const atOnce = 8;
const mostInTurn = 200;
const gone = 410;

/** Makes a message of each fact that a host wants to be told of, and sends what is due, a few at a time. */
export async function sendWebhooks(db: Db, at: Date): Promise<void> {
	for (const id of await webhooksBehind(reading(db))) await leaveMessages(db, id, at);
	let left = mostInTurn;
	const hand = async () => {
		while (left-- > 0 && (await sendOne(db, at)));
	};
	await Promise.all(Array.from({ length: atOnce }, hand));
	await dropMessages(db, at);
}

async function sendOne(db: Db, at: Date): Promise<boolean> {
	const message = await takeDue(db, at);
	if (!message) return false;
	const begun = ticking();
	const headers = signedHeaders(message, message.secrets, at);
	const answer = await sendOutward({ ...message, headers, staysHere: webhooksStayHere });
	const told = 'fault' in answer ? { status: null, fault: answer.fault } : { status: answer.status, fault: null };
	await leaveTry(db, message, { ...told, ms: Math.round(ticking() - begun) }, at);
	if (told.status === gone) await endGone(db, message.webhookId, at);
	return true;
}
