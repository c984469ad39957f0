import { createTransport } from 'nodemailer';
import type { Db } from '#lib/db.server.ts';
import { lettersDue, letterFailed, letterSent } from '#lib/outbox.server.ts';
import { mailFrom, smtpUrl } from '#lib/settings.server.ts';

const transport = smtpUrl ? createTransport(smtpUrl) : null;

/** Sends the letters that are due, in the order written. Without SMTP they stay in the outbox. */
export async function sendLetters(db: Db, at: Date): Promise<void> {
	if (!transport) return;
	for (const letter of await lettersDue(db, at, 50)) {
		try {
			await transport.sendMail({
				from: mailFrom,
				to: letter.to_address,
				subject: letter.subject,
				text: letter.body,
				messageId: letter.message_id
			});
			await letterSent(db, letter.id, at);
		} catch (fault) {
			await letterFailed(db, letter, fault instanceof Error ? fault.message : String(fault), at);
		}
	}
}
