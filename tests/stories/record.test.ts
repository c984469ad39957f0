// The record of a stop: begun from what is known, an unexplained word pointed out and explained, published, read on a phone
// without scripts, corrected; and a stop taken away as a folder, opened from disk, its draw checked there.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { openZip } from '#lib/zip.server.ts';
import { awake, barriers, tooWide } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
const folder = mkdtempSync(join(tmpdir(), 'madang-copy-'));
before(async () => {
	theatre = await openTheatre(few);
});
after(async () => {
	await theatre?.close();
	rmSync(folder, { recursive: true, force: true });
});

const desk = '/desk/stops/busan/record';

async function organiser(guise: Parameters<Theatre['open']>[0] = { locale: 'en' }): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto('/sign-in');
	await theatre.signIn(page, 'organiser@madang.example');
	return page;
}

const kept = (page: Page) =>
	page.waitForResponse((answer) => answer.url().endsWith('/record/save') && answer.request().method() === 'POST');

async function type(page: Page, field: string, text: string): Promise<void> {
	const saved = kept(page);
	await page.fill(`[name="${field}"]`, text);
	equal((await saved).status(), 200);
}

test('an author begins from what is known, and is told of a word nobody explains until somebody does', async () => {
	const page = await organiser();
	await page.goto(desk);
	await page.getByRole('button', { name: 'Start from what is known' }).click();
	await page.locator('[name="body.ko"]').waitFor();
	await awake(page);
	match(await page.inputValue('[name="body.ko"]'), /## 왜 왔나[\s\S]*\{programme\}/);
	match(await page.inputValue('[name="title.en"]'), /Tessellane in Busan/);
	await type(page, 'lead.ko', '부산에서 방문단과 기업이 만난 하루를 적습니다.');
	await type(page, 'lead.en', 'A day in Busan.');
	await type(
		page,
		'body.ko',
		'## 왜 왔나\n\nNPU를 시험할 곳을 물었습니다. NPU는 모자랍니다.\n\n{programme}\n\n## 다음은\n\n{terms}'
	);
	await type(
		page,
		'body.en',
		'## Why here\n\nThey asked where an NPU can be tried.\n\n{programme}\n\n## What next\n\n{terms}'
	);
	const advice = page.locator('#advice');
	await advice.locator('li', { hasText: 'NPU' }).waitFor();
	await advice.locator('li', { hasText: 'NPU' }).getByRole('link', { name: 'Explain it' }).click();
	const form = page.locator('#new');
	equal(await form.locator('[name="word.en"]').inputValue(), 'NPU');
	await form.locator('[name="word.ko"]').fill('신경망 처리 장치');
	await form.locator('[name="explanation.ko"]').fill('인공지능 계산만을 위해 만든 반도체입니다.');
	await form.locator('[name="explanation.en"]').fill('A chip made for the sums of AI alone.');
	await form.locator('[name="source_title.ko"]').fill('출처');
	await form.locator('[name="source_title.en"]').fill('A source');
	await form.locator('[name="source_url"]').fill('https://source.example/npu');
	await form.getByRole('button').click();
	await page.locator('article', { hasText: '신경망 처리 장치' }).waitFor();
	await page.goto(desk);
	await page.getByText('Nothing is missing and no abbreviation').waitFor();
	await page.context().close();
});

test('of two who write at once the later one is told, and nothing is lost', async () => {
	const [first, second] = [await organiser(), await organiser()];
	for (const page of [first, second]) {
		await page.goto(desk);
		await awake(page);
	}
	await type(first, 'title.en', 'From the first window');
	await second.fill('[name="title.en"]', 'From the second window');
	await second.getByText('From the first window').waitFor();
	equal(await second.inputValue('[name="title.en"]'), 'From the second window');
	const saved = kept(second);
	await second.locator('.sides button').first().click();
	equal((await saved).status(), 200);
	await first.context().close();
	await second.context().close();
});

test('published, it is read on a phone without scripts; a correction shows with its reason', async () => {
	const page = await organiser();
	const reader = await theatre.open({ locale: 'ko', phone: true, noScript: true });
	equal((await reader.goto('/stops/busan/record'))!.status(), 404);
	await page.goto(desk);
	await page.locator('#publish').getByRole('button', { name: 'Publish' }).click();
	await page.locator('#publish').getByRole('link', { name: 'Public page' }).waitFor();
	await reader.goto('/stops/busan/record');
	const term = reader.locator('button[popovertarget]', { hasText: 'NPU' });
	equal(await term.count(), 1, 'marked where it first stands');
	const said = reader.locator('[popover]', { hasText: '인공지능 계산만을 위해' });
	equal(await said.isVisible(), false);
	await term.click();
	equal(await said.isVisible(), true);
	deepEqual(await tooWide(reader), []);
	const seeing = await theatre.open({ locale: 'ko', phone: true });
	for (const path of ['/stops/busan/record', '/stops/dubai/record', '/tours/tessellane-tour/terms']) {
		await seeing.goto(path);
		deepEqual(await barriers(seeing), [], path);
	}
	await page.goto(desk);
	await awake(page);
	await type(page, 'lead.ko', '부산에서 방문단과 기업이 만난 이틀을 적습니다.');
	await page.goto(desk);
	await page.fill('[name="reason.ko"]', '하루가 아니라 이틀이었습니다.');
	await page.fill('[name="reason.en"]', 'It was two days, not one.');
	await page.locator('#publish').getByRole('button', { name: 'Publish a correction' }).click();
	await page.locator('#publish ol').getByText('Edition 2').waitFor();
	await reader.goto('/stops/busan/record');
	await reader.getByRole('heading', { name: '바로잡습니다' }).waitFor();
	await reader.getByText('하루가 아니라 이틀이었습니다.').waitFor();
	await reader.getByRole('link', { name: '바뀐 곳 보기' }).click();
	match((await reader.locator('del').textContent())!, /하루를/);
	match((await reader.locator('ins').textContent())!, /이틀을/);
	const feed = await (await reader.request.get('/records.atom')).text();
	match(feed, /stops\/busan\/record/);
	const card = await reader.request.get('/stops/busan/record/card.png');
	deepEqual([card.headers()['content-type'], (await card.body()).readUInt32BE(16)], ['image/png', 1200]);
	for (const one of [page, reader, seeing]) await one.context().close();
});

test('a reader sends the address on; machines read what the article is', async () => {
	const reader = await theatre.open({ locale: 'en', phone: true, noScript: true });
	await reader.goto('/stops/dubai/record');
	const data = await reader.locator('script[type="application/ld+json"]').textContent();
	const graph = (JSON.parse(data!) as { '@graph': { '@type': string; correction?: unknown[] }[] })['@graph'];
	deepEqual(
		graph.map((one) => one['@type']),
		['NewsArticle', 'Event']
	);
	equal(graph[0]!.correction!.length, 1);
	await reader.fill('input[name=to]', 'nobody@example');
	await reader.getByRole('button', { name: 'Send' }).click();
	await reader.locator('.wrong').first().waitFor();
	equal(await reader.inputValue('input[name=to]'), 'nobody@example');
	await reader.fill('input[name=to]', 'friend@example.test');
	await reader.getByRole('button', { name: 'Send' }).click();
	await reader.getByText('It will arrive shortly').waitFor();
	const mailbox = await (await reader.request.get('/rehearsal/mailbox?to=friend@example.test')).text();
	match(mailbox, /\/stops\/dubai\/record\?lang=en/);
	await reader.context().close();
});

test('a copy opens from disk, asks no network, and its draw is checked there', async () => {
	const asking = await theatre.open();
	const answer = await asking.request.get('/stops/dubai/record/copy.zip');
	const archive = openZip(await answer.body(), { files: 20, each: 20 << 20, whole: 60 << 20 });
	for (const name of archive.names) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), archive.read(name));
	}
	await asking.context().close();
	const root = join(folder, 'dubai-record');
	const context = await theatre.browser.newContext({ offline: true });
	const page = await context.newPage();
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	await page.goto(pathToFileURL(join(root, 'index.html')).href);
	await page.getByRole('heading', { level: 1 }).waitFor();
	ok(await page.locator('.hero img').evaluate((picture: HTMLImageElement) => picture.naturalWidth > 0));
	const leading = await page.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
	deepEqual(
		leading.filter((href) => href.startsWith('/')),
		[],
		'every way of ours stays in the folder'
	);
	for (const href of leading.filter((one) => !/^(https?:|mailto:|#)/.test(one))) readFileSync(join(root, href));
	await page.getByRole('link', { name: 'Read in English' }).click();
	await page.getByText('What else is known of this stop').waitFor();
	await page.getByRole('link', { name: 'Check the draw', exact: true }).first().click();
	await page.waitForFunction(() => /^(확인되었습니다|Verified) ·/.test(document.title), null, { timeout: 60_000 });
	deepEqual(
		asked.filter((url) => !/^(file|data|blob):/.test(url)),
		[]
	);
	await context.close();
});
