import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { openZip } from '#lib/zip.server.ts';
import { hours, noon, scene } from '../../../tests/cast.ts';
import { chain, opensslVerifies, readSignature } from '../../../tests/certificates.ts';
import { registeringSession, ticketsFor } from '../../../tests/doorway.ts';
import { ticketByLink, ticketLink, type Ticket } from './tickets.read.server.ts';
import { googleLink, pkpass } from './wallet.read.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'madang-wallet-'));
after(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => (writeFileSync(join(folder, name), text), join(folder, name));

const { root, between, signer } = chain();
const apple = {
	...{ passType: 'pass.example.test', team: 'TEAM123456', wwdrFile: put('wwdr.pem', between.pem) },
	...{ certFile: put('pass.pem', signer.pem), keyFile: put('pass.key', signer.keyPem) }
};
const account = { client_email: 'wallet@example.iam.test', private_key: signer.keyPem };
const google = { issuer: '3388000000012345678', accountFile: put('account.json', JSON.stringify(account)) };
const limits = { files: 20, each: 100_000, whole: 400_000 };

async function withTicket(name: string, run: (ticket: Ticket) => Promise<void>) {
	await scene(async (world) => {
		const [held] = await ticketsFor(world.db, await registeringSession(world), [name]);
		await run(await ticketByLink(reading(world.db), await ticketLink(world.db, held!.id, noon)));
	});
}

test('a ticket for Apple Wallet: whole, signed, and the picture of the door; with one byte changed it is none', () =>
	withTicket('Sora "So" 김', async (ticket) => {
		const { names, read } = openZip(await pkpass(ticket, apple, noon), limits);
		const manifest = JSON.parse(read('manifest.json').toString()) as Record<string, string>;
		deepEqual(Object.keys(manifest).sort(), names.filter((name) => !/^(manifest\.json|signature)$/.test(name)).sort());
		for (const name of ['icon.png', 'icon@2x.png', 'logo.png', 'ko.lproj/pass.strings', 'en.lproj/pass.strings'])
			ok(names.includes(name), name);
		for (const [name, sum] of Object.entries(manifest)) {
			equal(createHash('sha1').update(read(name)).digest('hex'), sum, name);
			if (name.endsWith('.png')) equal(read(name).toString('latin1', 1, 4), 'PNG', name);
		}
		const [signature, over] = [read('signature'), read('manifest.json')];
		ok(readSignature(signature, over).isSound);
		// Under the clock of now, which is when the certificates are good.
		notEqual(opensslVerifies(signature, over, root), false);
		over[over.length - 3]! ^= 1;
		equal(readSignature(signature, over).isSound, false);
		notEqual(opensslVerifies(signature, over, root), true);
		const pass = JSON.parse(read('pass.json').toString());
		deepEqual(pass.barcodes, [
			{
				...{ format: 'PKBarcodeFormatQR', message: ticket.secret, messageEncoding: 'iso-8859-1' },
				altText: ticket.code.match(/.{4}/g)!.join(' ')
			}
		]);
		equal(new Date(pass.relevantDate).getTime(), ticket.starts_at.getTime());
		match(pass.relevantDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d\+09:00$/);
		deepEqual([pass.passTypeIdentifier, pass.teamIdentifier, pass.voided], [apple.passType, apple.team, false]);
		equal(pass.eventTicket.auxiliaryFields[0].value, 'Sora "So" 김');
	}));

test('every word of an Apple pass is in both languages, and in neither file is one that the pass does not say', () =>
	withTicket('Sora', async (ticket) => {
		const { read } = openZip(await pkpass({ ...ticket, cancelled_at: noon }, apple, noon), limits);
		const pass = JSON.parse(read('pass.json').toString());
		equal(pass.voided, true);
		const fields = Object.values(pass.eventTicket).flat() as { key: string; label: string; value: string }[];
		equal(new Set(fields.map(({ key }) => key)).size, fields.length);
		const said = new Set(JSON.stringify(pass).match(/(?<=")madang\.[\w.]+(?=")/g));
		for (const locale of ['ko', 'en']) {
			const lines = read(`${locale}.lproj/pass.strings`).toString().trim().split('\n');
			const words = lines.map((line) => /^"([\w.]+)" = "(.+)";$/.exec(line)!);
			deepEqual(new Set(words.map(([, key]) => key!)), said, locale);
			const of = Object.fromEntries(words.map(([, key, text]) => [key, text]));
			equal(of['madang.title'], ticket.title[locale as 'ko' | 'en']);
			equal(of['madang.label.when'], locale === 'ko' ? '일시' : 'When');
		}
	}));

test('quotes, strokes and line breaks of a title stay within their text', () =>
	withTicket('Sora', async (ticket) => {
		const title = { ko: '"따옴표" \\ 줄\n바꿈', en: 'A "quote" \\ and a\nbreak' };
		const { read } = openZip(await pkpass({ ...ticket, title }, apple, noon), limits);
		const text = read('en.lproj/pass.strings').toString();
		ok(text.includes('"madang.title" = "A \\"quote\\" \\\\ and a\\nbreak";\n'), text);
	}));

test('a ticket for Google Wallet: signed, with its code and its picture; a session that moves has another class', () =>
	withTicket('소라', async (ticket) => {
		const read = async (one: Ticket, locale: 'ko' | 'en' = 'ko') => {
			const link = await googleLink(one, google, { locale, at: noon });
			ok(link.startsWith('https://pay.google.com/gp/v/save/'));
			const [head, body, signature] = link.slice(33).split('.');
			const signed = Buffer.from(`${head}.${body}`);
			const key = createPublicKey(signer.key);
			ok(verify('sha256', signed, key, Buffer.from(signature!, 'base64url')));
			signed[40]! ^= 1;
			equal(verify('sha256', signed, key, Buffer.from(signature!, 'base64url')), false);
			deepEqual(JSON.parse(Buffer.from(head!, 'base64url').toString()), { alg: 'RS256', typ: 'JWT' });
			ok(link.length < 2048, `${link.length} letters`);
			return JSON.parse(Buffer.from(body!, 'base64url').toString());
		};
		const { payload, ...claims } = await read(ticket);
		deepEqual(claims, {
			...{ iss: account.client_email, aud: 'google', typ: 'savetowallet', iat: noon.getTime() / 1000, origins: [] }
		});
		const [[session], [object]] = [payload.eventTicketClasses, payload.eventTicketObjects];
		deepEqual([object.ticketNumber, object.barcode.value], [ticket.code, ticket.secret]);
		deepEqual([object.state, object.ticketHolderName, object.classId], ['ACTIVE', '소라', session.id]);
		equal(object.id, `${google.issuer}.${ticket.id.replaceAll('-', '')}`);
		equal(session.eventName.defaultValue.value, ticket.title.ko);
		const later = await read({ ...ticket, starts_at: hours(5), cancelled_at: noon });
		notEqual(later.payload.eventTicketClasses[0].id, session.id);
		equal(later.payload.eventTicketObjects[0].state, 'INACTIVE');
		const english = await read(ticket, 'en');
		equal(english.payload.eventTicketClasses[0].eventName.defaultValue.value, ticket.title.en);
		notEqual(english.payload.eventTicketClasses[0].id, session.id);
	}));

test('a ticket that is no longer good goes into no wallet', () =>
	withTicket('Sora', async (ticket) => {
		const gone = { code: 'registrations.ticket-is-revoked' };
		await rejects(pkpass({ ...ticket, revoked_at: noon }, apple, noon), gone);
		await rejects(googleLink({ ...ticket, revoked_at: noon }, google, { locale: 'ko', at: noon }), gone);
	}));
