import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server took: to whom, and the message as it came. */
export type Taken = { to: string[]; text: string };

/**
 * A real SMTP server on a port of its own. It keeps what it takes; `refuse` says what it answers to an address or to a
 * text instead (`[450, 'try later']`), and `taking` is told just before it says "accepted".
 */
export async function openPostOffice() {
	const office = {
		taken: [] as Taken[],
		refuse: {} as { address?: [number, string]; text?: [number, string] },
		taking: (_taken: Taken) => {}
	};
	const no = ([responseCode, says]: [number, string]) => Object.assign(new Error(says), { responseCode });
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onRcptTo(_address, _session, done) {
			done(office.refuse.address ? no(office.refuse.address) : undefined);
		},
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				if (office.refuse.text) return done(no(office.refuse.text));
				const to = session.envelope.rcptTo.map(({ address }) => address);
				const taken = { to, text: Buffer.concat(parts).toString() };
				office.taken.push(taken);
				office.taking(taken);
				done();
			});
		}
	});
	server.on('error', () => {}); // whoever hangs up in the middle
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return Object.assign(office, {
		url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		close: () => new Promise<void>((done) => server.close(done))
	});
}

/** The Message-ID a message carries. */
export const idIn = (message: string | undefined) => /^Message-ID: (.+)$/im.exec(message ?? '')?.[1]?.trim();
