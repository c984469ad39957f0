import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { Channel, Delivery } from '#lib/channel.ts';
import { dkim, mailFrom, smtpUrl } from '#lib/settings.server.ts';

// A server that says nothing must not hold up the others' letters.
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** The part of an address that names its domain, in lower case; of `Name <a@b>` too. */
export function domainOf(address: string): string {
	return (/@([^\s@<>]+)>?\s*$/.exec(address)?.[1] ?? '').toLowerCase();
}

const transport = smtpUrl
	? createTransport({
			...{ url: smtpUrl, ...patience },
			...(dkim && {
				dkim: {
					domainName: domainOf(mailFrom),
					keySelector: dkim.selector,
					privateKey: readFileSync(dkim.keyFile, 'utf8')
				}
			})
		})
	: null;

/** Mail by SMTP, signed by DKIM where the host has a key. The letter's id is its envelope's, for a report that comes back. */
export const mailChannel: Channel | null = transport && {
	send: async (letter) => {
		const attachments = letter.attachments.map(({ name, type, text }) => ({
			...{ filename: name, contentType: type, content: text }
		}));
		try {
			await transport.sendMail({
				...{ from: mailFrom, to: { name: '', address: letter.to_address } },
				...{ subject: letter.subject, text: letter.body },
				...{ messageId: letter.message_id, attachments },
				dsn: { id: letter.id, return: 'headers', notify: ['failure', 'delay'], recipient: letter.to_address }
			});
			return { is: 'sent' };
		} catch (fault) {
			return refused(fault);
		}
	}
};

/** 5yz to the address or the text is for good; to us (who we are, whom we send as), and all else, may pass. */
function refused(fault: unknown): Delivery {
	const {
		responseCode = 0,
		command = '',
		message = String(fault)
	} = fault as {
		responseCode?: number;
		command?: string;
		message?: string;
	};
	const isAboutIt = /^(RCPT TO|DATA)$/.test(command);
	if (isAboutIt && responseCode >= 500) return { is: 'never', because: message };
	return { is: 'later', because: message, isOurs: !isAboutIt };
}
