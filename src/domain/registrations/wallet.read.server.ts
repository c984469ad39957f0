import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signatureOver, type Signer } from '#lib/cms.server.ts';
import { jwtOf } from '#lib/jwt.server.ts';
import { root } from '#lib/settings.server.ts';
import { locales, type Locale } from '#lib/words.ts';
import { zip } from '#lib/zip.server.ts';
import { ticketIsRevoked } from './tickets.rules.ts';
import {
	appleStrings,
	applePass,
	googleClass,
	googleTicket,
	type AppleIssuer,
	type TicketToCarry
} from './wallet.mail.ts';

/** A ticket as it is held; one that was made worthless goes into no wallet. */
export type Carried = TicketToCarry & { revoked_at: Date | null };

/** What tickets for Apple Wallet are signed by; the files are read each time, so that a renewed certificate counts at once. */
export type AppleKeys = AppleIssuer & { certFile: string; keyFile: string; wwdrFile: string };
export type GoogleKeys = { issuer: string; accountFile: string };

const pictures = ['icon.png', 'icon@2x.png', 'icon@3x.png', 'logo.png', 'logo@2x.png'];

/** A ticket for Apple Wallet, `.pkpass`: an archive of what it says, what it looks like, and a signature over all. */
export async function pkpass(ticket: Carried, keys: AppleKeys, at: Date): Promise<Buffer<ArrayBuffer>> {
	if (ticket.revoked_at) throw ticketIsRevoked();
	const files: [string, Buffer][] = [
		['pass.json', Buffer.from(JSON.stringify(applePass(ticket, keys)))],
		...locales.map((one): [string, Buffer] => [`${one}.lproj/pass.strings`, Buffer.from(appleStrings(ticket, one))]),
		...(await Promise.all(pictures.map(pictureOf)))
	];
	const sums = files.map(([name, bytes]) => [name, createHash('sha1').update(bytes).digest('hex')]);
	const manifest = Buffer.from(JSON.stringify(Object.fromEntries(sums)));
	const signature = signatureOver(manifest, await signerOf(keys), at);
	const all = [...files, ['manifest.json', manifest] as const, ['signature', signature] as const];
	return Buffer.concat(await Array.fromAsync(zip(all.map(([name, bytes]) => ({ name, pieces: [bytes] })))));
}

const pictureOf = async (name: string): Promise<[string, Buffer]> => [
	name,
	await readFile(join(root, 'src/lib/icons', name))
];

async function signerOf({ certFile, keyFile, wwdrFile }: AppleKeys): Promise<Signer> {
	const [certificate, key, wwdr] = await Promise.all([certFile, keyFile, wwdrFile].map((file) => readFile(file)));
	return {
		...{ certificate: new X509Certificate(certificate!), key: createPrivateKey(key!) },
		between: [new X509Certificate(wwdr!)]
	};
}

/**
 * Where a ticket is put into Google Wallet: an address that says all of it, signed. Google keeps the first class of an id
 * that it is shown, so the id follows from what the class says: a session that moves has another, and so has another language.
 */
export async function googleLink(ticket: Carried, keys: GoogleKeys, { locale, at }: { locale: Locale; at: Date }) {
	if (ticket.revoked_at) throw ticketIsRevoked();
	const account = JSON.parse(await readFile(keys.accountFile, 'utf8')) as { client_email: string; private_key: string };
	const session = googleClass(ticket, locale);
	const said = createHash('sha256')
		.update(`${ticket.session_id} ${JSON.stringify(session)}`)
		.digest('hex')
		.slice(0, 20);
	const [classId, id] = [said, ticket.id.replaceAll('-', '')].map((name) => `${keys.issuer}.${name}`);
	const payload = {
		eventTicketClasses: [{ id: classId, ...session }],
		eventTicketObjects: [{ id, classId, ...googleTicket(ticket, locale) }]
	};
	const claims = {
		iss: account.client_email,
		aud: 'google',
		typ: 'savetowallet',
		iat: Math.floor(at.getTime() / 1000)
	};
	const jwt = jwtOf({ ...claims, origins: [], payload }, createPrivateKey(account.private_key));
	return `https://pay.google.com/gp/v/save/${jwt}`;
}
