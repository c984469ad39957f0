import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let organiser: Page;

const reviews = '/desk/calls/busan-2026/reviews';
const text = async (page: Page, what = 'main') => (await page.locator(what).first().textContent()) ?? '';

before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '240' });
	organiser = await theatre.open({ locale: 'en' });
	await theatre.signIn(organiser, 'organiser@madang.example');
});
after(() => theatre?.close());

test('a line is dragged on the picture, and typing says the same', async () => {
	await organiser.goto(`${reviews}/bands`);
	const first = organiser.locator('#tracks article').first();
	await first.locator('input[name=draw_from]').first().fill('3');
	const handle = first.locator('.cut-name.draw');
	await handle.scrollIntoViewIfNeeded();
	const box = (await handle.boundingBox())!;
	await organiser.mouse.move(box.x + 8, box.y + 8);
	await organiser.mouse.down();
	await organiser.mouse.move(box.x + 8, box.y - 40, { steps: 4 });
	await organiser.mouse.up();
	const line = Number(await first.locator('input[name=draw_from]').first().inputValue());
	ok(line > 3 && line < 5, `${line}`);
	match(await handle.innerText(), new RegExp(`≥ ${line}`));
});

test('without JavaScript: a way from intervals is looked at, kept, and said; who would move is counted', async () => {
	const page = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto(`${reviews}/bands`);
	await page.locator('input[name=basis][value=adjusted]').check();
	await page.locator('input[name=way][value=line]').check();
	await page.locator('#method form button', { hasText: '먼저 살펴보기' }).click();
	await page.waitForURL('**way=line**');
	match(await text(page, '#method'), /아직 저장하지 않은 방식/);
	match(await text(page, '#tracks'), /자리 중 바로 선정 \d+/);
	match(await text(page, '#agreement'), /쌍 가운데/);
	match(await text(page, '#reviewers'), /우도비/);
	await page.locator('#method form button', { hasText: '이 방식으로 저장' }).click();
	await page.getByText('나누는 방식을 저장했습니다.').waitFor();
	equal(await page.locator('#tracks form').count(), 0, 'no lines to type any more');
	equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
});

test('ratings are pasted, tried, matched by hand, entered, and taken back', async () => {
	const scores = await (await organiser.request.get(`${reviews}/export/scores.csv?reason=audit`)).text();
	const number = scores.split('\r\n')[1]!.split(',')[0]!;
	await organiser.goto(`${reviews}/import`);
	await organiser.locator('details summary').click();
	await organiser.locator('textarea[name=pasted]').fill(`what,given\n${number},70\nnobody,50\n`);
	await organiser.locator('input[name=least]').fill('0');
	await organiser.locator('input[name=most]').fill('100');
	await organiser.locator('button', { hasText: 'Read and try' }).click();
	await organiser.locator('#file input[name=scores]').nth(1).check();
	await organiser.locator('button', { hasText: 'Try again so' }).click();
	await organiser.getByText('no application of this number or name (nobody)').waitFor();
	await organiser.locator('button', { hasText: 'Enter the ratings (1)' }).click();
	await organiser.getByText('The ratings are entered and count from now on.').waitFor();
	await organiser.locator('button', { hasText: 'Take these ratings back' }).click();
	await organiser.locator('textarea[name=pasted]').waitFor({ state: 'attached' });
});

test('an organiser takes names and comments away, an auditor neither', async () => {
	const auditor = await theatre.open({ locale: 'en' });
	await theatre.signIn(auditor, 'auditor@madang.example');
	const [theirs, own] = [
		await (await auditor.request.get(`${reviews}/export/reviews.json?reason=audit`)).json(),
		await (await organiser.request.get(`${reviews}/export/reviews.json?reason=audit`)).json()
	];
	equal(theirs.reviews.length, own.reviews.length);
	for (const { reviewer, comment } of theirs.reviews) {
		match(reviewer, /^R\d+$/);
		equal(comment, null);
	}
	ok(own.reviews.some(({ comment }: { comment: string }) => comment !== ''));
	ok(own.reviews.every(({ reviewer }: { reviewer: string }) => !/^R\d+$/.test(reviewer)));
	const csv = await (await auditor.request.get(`${reviews}/export/scores.csv?reason=audit`)).body();
	equal(csv.subarray(0, 3).toString('hex'), 'efbbbf');
	const book = await (await organiser.request.get(`${reviews}/export/reviews.xlsx?reason=audit`)).body();
	equal(book.subarray(0, 2).toString(), 'PK');
	equal((await auditor.request.get(`${reviews}/import`)).status(), 404);
	equal((await auditor.request.get(`${reviews}/export/scores.csv`)).status(), 422, 'not without a reason');
});

test('what is frozen is how it was cut, and nothing can be chosen any more', async () => {
	await organiser.goto(`${reviews}/freeze`);
	match(await text(organiser), /Cut on Adjusted scores: By intervals: funding line/);
	await organiser.locator('[name=reason]').fill('Where intervals cross the line nobody can say who is better.');
	const unreviewed = organiser.locator('[name=decline_unreviewed]');
	if (await unreviewed.count()) await unreviewed.check();
	await organiser.locator('main form button.main').click();
	await organiser.waitForURL(`**${reviews}`);
	await organiser.goto(`${reviews}/bands`);
	match(await text(organiser), /The bands are frozen/);
	match(await text(organiser, '#method'), /Adjusted scores.*funding line/s);
	equal(await organiser.locator('main form').count(), 0);
});
