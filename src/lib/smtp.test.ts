import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openPostOffice } from '../../tests/post-office.ts';

const office = await openPostOffice();
const folder = mkdtempSync(join(tmpdir(), 'madang-dkim-'));
after(() => (rmSync(folder, { recursive: true }), office.close()));

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
Object.assign(process.env, {
	...{ SMTP_URL: office.url, MAIL_FROM: '마당 <host@invites.example>' },
	...{ DKIM_SELECTOR: 'm1', DKIM_KEY_FILE: join(folder, 'key.pem') }
});
const { domainOf, mailChannel } = await import('./smtp.server.ts');

const letter = {
	...{ id: '6f0f6f9e-0000-4000-8000-000000000001', to_address: 'joon@example.test', message_id: '<1@madang>' },
	...{ subject: '초청장', body: '안녕하세요.  \n\n고맙습니다.\n\n' },
	attachments: [{ name: 'gathering.ics', type: 'text/calendar; charset=utf-8', text: 'BEGIN:VCALENDAR\r\n' }]
};

/** RFC 6376 §3.4.2 and §3.4.4, "relaxed" for both. */
const relaxedHeader = (field: string) => {
	const at = field.indexOf(':');
	return `${field.slice(0, at).toLowerCase().trim()}:${field
		.slice(at + 1)
		.replace(/\s+/g, ' ')
		.trim()}`;
};
const relaxedBody = (body: string) =>
	body
		.split('\r\n')
		.map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
		.join('\r\n')
		.replace(/(\r\n)*$/, '\r\n');

test('a letter is signed for the sender’s domain, and the signature holds against the public half', async () => {
	deepEqual(await mailChannel!.send(letter), { is: 'sent' });
	const { text } = office.taken[0]!;
	const [head, ...rest] = text.split('\r\n\r\n');
	const fields = head!.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
	const signature = fields.find((field) => /^DKIM-Signature:/i.test(field))!;
	const tags = new Map(
		[...signature.slice(15).matchAll(/(\w+)=([^;]*)/g)].map(([, name, value]) => [name!, value!.trim()])
	);
	deepEqual([tags.get('d'), tags.get('s'), tags.get('c')], ['invites.example', 'm1', 'relaxed/relaxed']);
	const bodyHash = createHash('sha256')
		.update(relaxedBody(rest.join('\r\n\r\n')))
		.digest('base64');
	equal(tags.get('bh')!.replace(/\s/g, ''), bodyHash);
	const signed = tags
		.get('h')!
		.split(':')
		.flatMap((name) => fields.findLast((one) => one.toLowerCase().startsWith(`${name.trim().toLowerCase()}:`)) ?? []);
	const bare = relaxedHeader(signature.replace(/([;\s]b=)[^;]*/, '$1'));
	const check = createVerify('RSA-SHA256').update([...signed.map(relaxedHeader), bare].join('\r\n'));
	ok(check.verify(publicKey, tags.get('b')!.replace(/\s/g, ''), 'base64'));
	for (const name of ['from', 'to', 'subject', 'message-id'])
		ok(tags.get('h')!.toLowerCase().split(':').includes(name));
});

test('the attachment goes along, by its name', () => {
	ok(/Content-Type: text\/calendar/i.test(office.taken[0]!.text));
	ok(/filename=gathering\.ics/i.test(office.taken[0]!.text));
});

test('a domain is found in an address, with a name or without', () => {
	deepEqual(['a@B.example', 'N <a@b.example>', 'nobody'].map(domainOf), ['b.example', 'b.example', '']);
});
