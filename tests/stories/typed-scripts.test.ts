// What people type is printed as they typed it: never markup, never a script, never an address that is none of the web's.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Refusal } from '#lib/refusal.ts';
import { addPerson, visitorOf } from '../cast.ts';
import { addresses, apply } from '../doors.ts';
import { openHouse, type House, type Visitor } from '../knock.ts';

const image = '<img src=x onerror=alert(1)>';
const closing = '</script><script>alert(1)</script>';
const braces = '{{7*7}}${7*7}<%= 7*7 %>';
const quote = `"' autofocus onfocus=alert(1) x="`;
const typed = `${image} ${closing} ${braces} ${quote} javascript:alert(1)`;

let house: House;
let application: string;
before(async () => {
	house = await openHouse();
	const { db, planted } = house;
	const { world, busan } = planted;
	const own = { organisation_name: `${image} Co`, registration_number: '1018100001', proposal: `${typed} `.repeat(3) };
	({ application } = await apply(world, world.visitors.joon, busan, own));
	const people = await db
		.selectFrom('people')
		.select('id')
		.where('email', '=', addresses.reviewer)
		.executeTakeFirstOrThrow();
	const pair = { application_id: application, reviewer_id: people.id };
	await db
		.insertInto('assignments')
		.values({ ...pair, assigned_at: new Date() })
		.execute();
});
after(() => house?.close());

/** What of the typed would run on this page. */
function runs(body: string): string[] {
	const signs = [
		/<img src=x/i,
		/<\/script><script>alert/i,
		/href="\s*javascript:/i,
		/\sonfocus=alert\(1\) x=""/,
		/49\$/
	];
	return signs.filter((sign) => sign.test(body)).map(String);
}

async function shown(path: string, who: Visitor, text = image): Promise<void> {
	const { status, body } = await house.ask(path, who);
	equal(status, 200, path);
	deepEqual(runs(body), [], path);
	ok(body.includes(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')), `${path} prints what was typed`);
}

test('answers are printed as they were typed, for the applicant, the reviewer and the desk', async () => {
	await shown('/calls/busan-2026/mine/receipt', 'joon');
	for (const path of ['/calls/busan-2026/apply', '/calls/busan-2026/mine'])
		deepEqual(runs((await house.ask(path, 'joon')).body), [], path);
	const begun = await house.post(`/reviews/${application}?/begin`, 'reviewer');
	equal(begun.status, 303);
	for (const text of [image, closing, braces]) await shown(`/reviews/${application}`, 'reviewer', text);
	for (const text of [image, closing, braces])
		await shown(`/desk/calls/busan-2026/applications/${application}`, 'organiser', text);
	await shown('/desk/calls/busan-2026/applications?text=onerror', 'organiser');
	await shown('/desk/calls/busan-2026/reviews?q=onerror', 'organiser');
	await shown(`/desk/calls/busan-2026/reviews/${application}`, 'organiser');
});

test('a link is http or https, or it is refused, and never printed as a link', async () => {
	const { world, busan } = house.planted;
	const links = [
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		' javascript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:x',
		'//evil.example',
		'java\tscript:alert(1)'
	];
	for (const [index, link] of links.entries()) {
		const someone = visitorOf(await addPerson(world.db, `linking-${index}`));
		const sent = apply(world, someone, busan, { link, registration_number: '1208147521' });
		await rejects(sent, (fault: Refusal) => fault.fields['link'] === 'lib.not-a-link', link);
	}
	const draft = { _: '', answer_link: 'javascript:alert(1)', version: '0' };
	await house.post('/calls/seoul-2026/apply?/save', 'joon', draft);
	for (const path of ['/calls/seoul-2026/apply', '/calls/seoul-2026/apply/submit', '/calls/seoul-2026/mine']) {
		deepEqual(runs((await house.ask(path, 'joon')).body), [], path);
	}
});

test('names of people, of roles and of witnesses, a search and a reason are printed as they were typed', async () => {
	const { db, planted } = house;
	equal((await house.post('/me?/save', 'joon', { name: image, locale: 'en' })).status, 200);
	await shown('/me', 'joon');
	await shown('/', 'joon');
	const given = { email: 'x@example.test', name: image, role: 'steward' };
	equal((await house.post('/desk/calls/busan-2026/people?/give', 'organiser', given)).status, 200);
	await shown('/desk/calls/busan-2026/people', 'organiser');
	const witness = { 'name-1': image, 'email-1': 'w@example.test' };
	equal((await house.post('/desk/calls/busan-2026/draw?/prepare', 'organiser', witness)).status, 200);
	await shown('/desk/calls/busan-2026/draw', 'organiser');
	const letter = await db
		.selectFrom('letters')
		.select('body')
		.where('to_address', '=', 'w@example.test')
		.executeTakeFirstOrThrow();
	const [path] = /\/draws\/\S+\/witness\/\S+/.exec(letter.body)!;
	await shown(path, 'nobody');
	const search = `/desk/calls/busan-2026/applications?text=${encodeURIComponent(image + quote)}`;
	deepEqual(runs((await house.ask(search, 'organiser')).body), []);
	const by = { frozen_at: new Date(), frozen_by: planted.world.hana.id };
	await db
		.insertInto('band_freezes')
		.values({ call_id: planted.busan.id, reason: typed, ...by })
		.execute();
	await shown('/desk/calls/busan-2026/reviews', 'organiser');
	await house.post('/sign-in', 'nobody', { email: `${quote}@x` }).then(({ body }) => deepEqual(runs(body), []));
	const pasted = await house.post('/receipts/check', 'nobody', { text: typed });
	deepEqual(runs(pasted.body), []);
	deepEqual(runs((await house.ask('/rehearsal/mailbox', 'nobody')).body), []);
});

test('a table for spreadsheets runs no formula', async () => {
	const { body } = await house.ask('/desk/calls/busan-2026/applications.csv?reason=test', 'organiser');
	ok(body.includes(image));
	ok(!/(^|,|\n)"?[=+@]/.test(body));
});
