// The verifier's page as people keep it: one HTML file on their own disk, opened without any server.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { buildPage } from '../../packages/draw/page/build.ts';
import { commitTo, conduct, seal, commitSecret, writeTranscript } from '../../packages/draw/src/index.ts';
import { plan } from '../../packages/draw/src/plan/plan.ts';
import { pool } from '../../packages/draw/test/world.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { barriers } from './hand.ts';

const folder = mkdtempSync(join(tmpdir(), 'madang-page-'));
const file = join(folder, 'verify.html');
let browser: Browser;

before(async () => {
	writeFileSync(file, await buildPage());
	browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
});
after(async () => {
	await browser?.close();
	rmSync(folder, { recursive: true });
});

const vector = (name: string) =>
	readFileSync(join(import.meta.dirname, `../../packages/draw/vectors/${name}.json`), 'utf8');

/** A visitor with the page open; `asked` collects whatever it tried to fetch or could not do. */
async function open(lang: 'ko' | 'en', width = 1280) {
	const context = await browser.newContext({
		...{ viewport: { width, height: 800 }, locale: lang === 'ko' ? 'ko-KR' : 'en-GB', reducedMotion: 'reduce' },
		// Only so that the look for barriers may put its own script into the page.
		bypassCSP: true
	});
	const page = await context.newPage();
	const asked: string[] = [];
	page.on('request', (request) => request.url().startsWith('file:') || asked.push(request.url()));
	page.on('pageerror', (error) => asked.push(error.message));
	await page.goto(pathToFileURL(file).href);
	return { page, asked };
}

/** Drops a text as a file on the middle of the page, as a hand would. */
async function drop(page: Page, text: string): Promise<void> {
	await page.evaluate((given) => {
		const data = new DataTransfer();
		data.items.add(new File([given], 'transcript.json', { type: 'application/json' }));
		document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
	}, text);
	await page.waitForSelector('.verdict, #told .proof');
}

for (const [lang, width, words] of [
	['ko', 360, { good: '확인되었습니다', bad: '확인되지 않습니다', where: /\/roster\/\d+/, drawn: /명을 뽑았습니다/ }],
	['en', 1280, { good: 'Verified', bad: 'Not verified', where: /\/roster\/\d+/, drawn: /were drawn/ }]
] as const) {
	test(`in ${lang}: a good transcript is verified, an edited one is not, and it is said where`, async () => {
		const { page, asked } = await open(lang, width);
		deepEqual(await barriers(page), []);
		await drop(page, vector('quotas-strata'));
		equal(await page.locator('.verdict.good h2').innerText(), words.good);
		match(await page.locator('.verdict').innerText(), words.drawn);
		equal(await page.locator('.steps li.good').count(), 15);
		equal(await page.locator('.steps li.bad').count(), 0);
		match(await page.title(), new RegExp(words.good));
		deepEqual(await barriers(page), []);

		await drop(page, vector('quotas-strata').replace('"lot":7}', '"lot":8}'));
		equal(await page.locator('.verdict.bad h2').innerText(), words.bad);
		match(await page.locator('.verdict .difference').innerText(), words.where);
		ok((await page.locator('.steps li.bad').count()) > 0);
		equal(await page.locator('.lots').count(), 0, 'nothing of it is shown as a result');
		deepEqual(await barriers(page), []);

		await drop(page, '{ not json');
		equal(await page.locator('.verdict.bad h2').innerText(), words.bad);
		await drop(page, '{}');
		match(await page.locator('.verdict').innerText(), /\/seal/);
		deepEqual(asked, []);
		await page.context().close();
	});
}

test('the page’s own policy lets it run, and in the other language at a press', async () => {
	const context = await browser.newContext({ locale: 'ko-KR' });
	const page = await context.newPage();
	const said: string[] = [];
	page.on('console', (message) => said.push(message.text()));
	await page.goto(pathToFileURL(file).href);
	await page.setInputFiles('#file', {
		name: 't.json',
		mimeType: 'application/json',
		buffer: Buffer.from(vector('scores'))
	});
	await page.waitForSelector('.verdict.good');
	await page.click('#language');
	equal(await page.locator('.verdict h2').innerText(), 'Verified');
	equal(await page.evaluate(() => document.activeElement?.id), 'language');
	equal(await page.locator('html').getAttribute('lang'), 'en');
	deepEqual(said, []);
	await context.close();
});

test('one lot is found by its number and by its receipt, and a stranger’s receipt is not', async () => {
	const salts = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(32));
	const digest = 'd4'.repeat(32);
	const candidates = pool(3).map((candidate, i) => ({ ...candidate, commitment: commitTo(salts[i]!, digest) }));
	const planned = await plan(candidates, { method: 'uniform', places: 1 });
	const witnesses = [{ name: 'w', commitment: commitSecret('sixteen letters or more') }];
	const { seal: sealed } = seal(planned, { call: 'c', tag: 'draw', sealedAt: 1790000000, randomness: { witnesses } });
	const transcript = conduct(sealed, planned.roster, { reveals: [{ name: 'w', secret: 'sixteen letters or more' }] });
	const { page } = await open('en');
	await drop(page, writeTranscript(transcript));
	for (const salt of salts) {
		const { lot } = planned.roster.find(({ commitment }) => commitment === commitTo(salt, digest))!;
		await drop(page, JSON.stringify({ receipt: { salt, contentHash: digest } }));
		match(
			await page.locator('#told').innerText(),
			new RegExp(`lot ${lot} of the roster[^]*leads to the sealed roster`, 'i')
		);
		match(
			await page.locator('.story h3').innerText(),
			transcript.result.drawn.includes(lot) ? /Drawn/ : /Reserve [12]/
		);
	}
	await page.fill('#lot', '2');
	await page.keyboard.press('Enter');
	match(await page.locator('.story').innerText(), /Its chance was 1\/3/);
	deepEqual([await page.locator('.members .in').count(), await page.locator('.members .own').count()], [1, 1]);
	await page.fill('#lot', '4');
	await page.keyboard.press('Enter');
	match(await page.locator('#told').innerText(), /Lot 4 is not in the roster/);
	await page.locator('summary', { hasText: 'By receipt' }).click();
	await page.fill('#salt', '00'.repeat(32));
	await page.fill('#digest', digest);
	await page.keyboard.press('Enter');
	match(await page.locator('#told').innerText(), /not in this roster/);
	await page.fill('#salt', 'no hex');
	await page.keyboard.press('Enter');
	match(await page.locator('#told').innerText(), /not 64 characters/);
	await page.context().close();
});

test('on the wall the scenes follow one another by key, and nothing stands in the way', async () => {
	const { page } = await open('en', 1920);
	await drop(page, vector('quotas-groups'));
	await page.getByRole('button', { name: 'Present' }).click();
	for (const title of ['The chances', 'How the seed was made', 'The number drawn', 'The lots drawn']) {
		deepEqual(await barriers(page), []);
		await page.keyboard.press('ArrowRight');
		equal(await page.locator('.scene > h2').innerText(), title);
		ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), `${title} fits the wall`);
	}
	await page.keyboard.press('Escape');
	await page.waitForSelector('#language');
	await page.context().close();
});
