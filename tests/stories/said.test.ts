// What was said at a stop: captions are brought in, words of them quoted, corrected and approved by who said them on a phone
// without scripts; what waits or is under embargo is in nothing the public can fetch; a promise and what became of it; the
// figures with their tables; a term under the pointer, by key and by touch.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openZip } from '#lib/zip.server.ts';
import { awake, barriers, tooWide } from './hand.ts';
import { few, newestLink, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let desk: Page;
before(async () => {
	theatre = await openTheatre(few);
	desk = await theatre.open({ locale: 'en' });
	await desk.goto('/sign-in');
	await theatre.signIn(desk, 'organiser@madang.example');
});
after(() => theatre?.close());

const english = { headers: { 'accept-language': 'en' } };
const said = '/desk/stops/dubai/said';
const spoken = 'Canary seven: we shall open a small laboratory by the creek.';
const corrected = 'We shall open a small laboratory by the creek, if the city agrees.';
const secret = 'Canary nine: the laboratory has a budget.';

const captions = `WEBVTT

00:40:00.000 --> 00:40:09.000
<v Niamh Austerry>${spoken}

00:40:09.000 --> 00:40:12.000
<v Niamh Austerry>Thank you.
`;

/** All that the public can fetch of the stop, as text: pages, their data, files, feeds, and the copy's files. */
async function everythingPublic(reader: Page): Promise<string> {
	const pages = ['', '/record', '/transcript', '/quotes', '/promises', '/figures'].map((path) => `/stops/dubai${path}`);
	const files = ['dubai-talk.vtt', 'dubai-talk.srt', 'dubai-talk.txt', 'dubai-talk.json'];
	const paths = [
		...pages.flatMap((path) => [path, `${path}/__data.json`]),
		...files.map((name) => `/stops/dubai/transcript/${name}`),
		...['/stops/dubai/promises.atom', '/records.atom', '/stops/dubai/transcript?q=Canary']
	];
	const texts: string[] = [];
	for (const path of paths) {
		const answer = await reader.request.get(path);
		equal(answer.status(), 200, path);
		texts.push(await answer.text());
	}
	const copy = openZip(await (await reader.request.get('/stops/dubai/record/copy.zip')).body(), {
		...{ files: 20, each: 20 << 20, whole: 60 << 20 }
	});
	return [...texts, ...copy.names.map((name) => copy.read(name).toString())].join('\n');
}

/** Sends a speaker's link to their office and opens it on a phone without scripts. */
async function openedLink(email: string): Promise<Page> {
	await desk.goto(`${said}/quotes`);
	const card = desk.locator('form[action="?/send"]:visible', { hasText: 'Niamh Austerry' });
	await card.locator('[name=email]').fill(email);
	await card.getByRole('button').click();
	await desk.getByText(`Sent to ${email}`).first().waitFor({ state: 'attached' });
	const phone = await theatre.open({ phone: true, locale: 'en', noScript: true });
	await phone.goto(await newestLink(desk, email, /\/quotes\//));
	return phone;
}

test('captions become a transcript, words of it a quote, and its speaker corrects and approves it', async () => {
	await desk.goto(`${said}/sessions/dubai-talk`);
	await awake(desk);
	const file = { name: 'talk.vtt', mimeType: 'text/vtt', buffer: Buffer.from(captions) };
	await desk.locator('[name=captions]').setInputFiles(file);
	await desk.getByRole('button', { name: 'Preview' }).click();
	await desk.getByText('2 new').waitFor();
	await desk.getByRole('button', { name: 'Bring it in' }).click();
	const line = desk.locator('ol.entries > li', { hasText: 'Canary seven' });
	await line.getByText('Quote from this').click();
	await line.locator('form[action="?/quote"] button').click();
	await desk.waitForURL('**/said/quotes#q-*');
	const phone = await openedLink('office@austerry.example');
	const reader = await theatre.open({ locale: 'en' });
	ok(!(await everythingPublic(reader)).includes('Canary seven'), 'what waits for its speaker is nowhere');
	const own = phone.locator('article', { has: phone.locator('blockquote', { hasText: 'Canary seven' }) });
	await own.locator('input[type=radio][value=corrected]').check();
	await own.locator('summary', { hasText: 'Correct it' }).click();
	await own.locator('textarea[name$=".text"]').fill(corrected);
	deepEqual(await tooWide(phone), []);
	await phone.getByRole('button', { name: 'Send my answers' }).click();
	await phone.getByText('We have your answers').waitFor();
	await reader.goto('/stops/dubai/quotes');
	const quote = reader.locator('article', { hasText: corrected });
	await quote.getByText('Corrected by the speaker before it was published.').waitFor();
	ok(!(await reader.content()).includes('Canary seven'), 'what was never public is not told');
	deepEqual(await barriers(reader), []);
	for (const page of [phone, reader]) await page.context().close();
});

test('words under embargo are in no page, data, feed, file or copy until it ends, though they are approved', async () => {
	await desk.goto(`${said}/quotes`);
	const form = desk.locator('form[action="?/make"]');
	await form.locator('[name=speaker]').selectOption({ label: 'Niamh Austerry' });
	await form.locator('[name=locale]').selectOption('en');
	await form.locator('[name=place]').selectOption({ index: 1 });
	const fields = {
		'said.day': '2026-11-01',
		'said.time': '10:00',
		'embargo.day': '2031-01-01',
		'embargo.time': '09:00'
	};
	for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
	await form.locator('[name=text]').fill(secret);
	await form.getByRole('button').click();
	await desk.waitForURL('**/said/quotes#q-*');
	const phone = await openedLink('niamh@austerry.example');
	const own = phone.locator('article', { has: phone.locator('blockquote', { hasText: 'Canary nine' }) });
	await own.locator('input[type=radio][value=approved]').check();
	await phone.getByRole('button', { name: 'Send my answers' }).click();
	await phone.getByText('We have your answers').waitFor();
	await desk.goto(`${said}/quotes`);
	await desk.locator('article', { hasText: 'Canary nine' }).getByText('Approved, embargoed').waitFor();
	const reader = await theatre.open({ locale: 'en' });
	const all = await everythingPublic(reader);
	ok(all.includes(corrected) && !all.includes('Canary nine'));
	for (const page of [phone, reader]) await page.context().close();
});

test('a promise is told with what became of it, on its page and in its feed', async () => {
	await desk.goto(`${said}/promises`);
	const form = desk.locator('form[action="?/make"]');
	const words = { 'what.ko': '작은 연구실을 엽니다', 'what.en': 'A small laboratory opens', 'who.ko': '테셀레인' };
	for (const [name, value] of Object.entries({ ...words, 'who.en': 'Tessellane', due_on: '2031-03-01' }))
		await form.locator(`[name="${name}"]`).fill(value);
	await form.getByRole('button').click();
	const made = desk.locator('article', { hasText: 'A small laboratory opens' });
	await made.locator('summary').click();
	await made.locator('[name=state]').selectOption('kept');
	await made.locator('[name="note.en"]').fill('It opened early.');
	await made.locator('[name="note.ko"]').fill('일찍 열었습니다.');
	await made.locator('form button').click();
	await made.getByText('1 updates').waitFor();
	const reader = await theatre.open({ locale: 'en', phone: true });
	await reader.goto('/stops/dubai/promises');
	const told = reader.locator('ol.promises > li', { hasText: 'A small laboratory opens' });
	await told.getByText('It opened early.').waitFor();
	await told.getByText('Kept').first().waitFor();
	deepEqual(await barriers(reader), []);
	const feed = await (await reader.request.get('/stops/dubai/promises.atom', english)).text();
	match(feed, /A small laboratory opens: Kept[\s\S]*It opened early\./);
	await reader.context().close();
});

test('figures are pictures with their tables, and the same numbers as CSV', async () => {
	const reader = await theatre.open({ locale: 'en', phone: true });
	await reader.goto('/stops/dubai/figures');
	const flow = reader.locator('#f-flow');
	equal(await flow.locator('svg[role=img] > title').textContent(), 'From applying to coming');
	await flow.locator('summary').click();
	const rows = await flow
		.locator('tbody tr')
		.evaluateAll((all) => all.map((row) => [...row.children].map((one) => one.textContent!)));
	const csv = await (await reader.request.get('/stops/dubai/figures.csv?figure=flow', english)).text();
	for (const [name, count] of rows) match(csv, new RegExp(`${name!.replace(/[().]/g, '.')}"?,[^\\n]*,${count}\\b`));
	ok(rows.length >= 5);
	deepEqual(await barriers(reader), []);
	await reader.context().close();
});

test('a term opens under the pointer, by key and by touch, and closes again', async () => {
	const reader = await theatre.open({ locale: 'en' });
	await reader.goto('/stops/dubai/record');
	await awake(reader);
	const term = reader.locator('.term', { has: reader.getByRole('button', { name: 'GPU', exact: true }) });
	const explained = term.locator('[popover]');
	equal(await explained.isVisible(), false);
	await term.getByRole('button').hover();
	equal(await explained.isVisible(), true);
	deepEqual(await tooWide(reader), []);
	await reader.mouse.move(1, 1);
	await term.getByRole('button').focus();
	equal(await explained.isVisible(), false);
	await reader.keyboard.press('Enter');
	equal(await explained.isVisible(), true);
	await reader.keyboard.press('Escape');
	equal(await explained.isVisible(), false);
	const phone = await theatre.open({ locale: 'ko', phone: true });
	await phone.goto('/stops/dubai/record');
	await phone.locator('button[popovertarget]', { hasText: 'GPU' }).tap();
	equal(await phone.locator('[popover]:popover-open').isVisible(), true);
	deepEqual(await tooWide(phone), []);
	for (const page of [reader, phone]) await page.context().close();
});
