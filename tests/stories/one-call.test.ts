// One call on its way: made from a template, previewed, published, applied to, closed and reviewed.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, early, press, textOf } from './hand.ts';
import { moveClockTo, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let organiser: Page;
let newcomer: Page;
let slug: string;

before(async () => {
	theatre = await openTheatre();
	organiser = await theatre.open({ locale: 'en' });
	await organiser.goto('/desk/calls/new');
	await theatre.signIn(organiser, 'organiser@madang.example');
});
after(() => theatre?.close());

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
const dayIn = (days: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(inDays(days));

async function moments(page: Page, days: Record<string, [number, string]>): Promise<void> {
	for (const [name, [count, time]] of Object.entries(days)) {
		await page.fill(`input[name="${name}.day"]`, dayIn(count));
		await page.fill(`input[name="${name}.time"]`, time);
	}
}

test('a call that would close before it opens is refused at the date, and what was typed stays', async () => {
	await organiser.goto('/desk/calls/new');
	await organiser.locator('a.card[href^="?template="]').first().click();
	await organiser.waitForURL('**template=**');
	const stop = organiser.locator('select[name=stop]');
	await stop.selectOption({ index: (await stop.locator('option').count()) - 1 });
	await organiser.fill('input[name=notice_number]', '2026-099');
	await organiser.fill('[name="title.ko"]', '한 걸음 더');
	await organiser.fill('[name="title.en"]', 'One step more');
	await moments(organiser, { opens: [5, '09:00'], closes: [3, '24:00'], review: [8, '24:00'], draw: [9, '14:00'] });
	await press(organiser, 'main form button.main');
	ok((await organiser.locator('[aria-invalid=true]').count()) > 0);
	equal(await organiser.inputValue('[name="title.en"]'), 'One step more');
});

test('made with dates that can be, it is a draft only its organisers see', async () => {
	await moments(organiser, { opens: [-1, '09:00'], closes: [3, '24:00'], review: [8, '24:00'], draw: [9, '14:00'] });
	await press(organiser, 'main form button.main');
	await organiser.waitForURL((url) => /^\/desk\/calls\/(?!new)/.test(url.pathname));
	slug = new URL(organiser.url()).pathname.split('/')[3]!;
	const visitor = await theatre.open();
	equal((await visitor.goto(`/calls/${slug}`))!.status(), 404);
	equal((await organiser.goto(`/desk/calls/${slug}/preview`))!.status(), 200);
	match(await textOf(organiser), /One step more/);
});

test('published, its notice says when it closes as 24:00, and its rules are frozen', async () => {
	await organiser.goto(`/desk/calls/${slug}`);
	await press(organiser, 'form[action="?/publish"] button');
	const visitor = await theatre.open({ phone: true });
	await visitor.goto(`/calls/${slug}`);
	match(await textOf(visitor), /24:00 KST/);
	equal(await visitor.evaluate(() => document.documentElement.scrollWidth), 360);
	await organiser.goto(`/desk/calls/${slug}/people`);
	await organiser.fill('input[name=email]', 'reader@river.example');
	await press(organiser, 'form[action="?/give"] button');
});

const answers: Record<string, string> = {
	...{ organisation_name: '새싹연구소', registration_number: '２２０-８１-６２５１７', representative: '남궁민수' },
	...{ phone: '010-1234-5678', summary: '마을의 말을 지키는 음성 기술', ask: '함께 시험해 주시길 바랍니다.' },
	...{ delegate_phone: '010-1234-5678', delegate_mail: 'namgung@saessak.example' },
	proposal: '사라져 가는 말을 기록하고, 모형으로 되살려 다음 세대에 건넵니다.'
};

async function fillForm(page: Page): Promise<void> {
	const keys = await page
		.locator('[name^="answer_"]')
		.evaluateAll((fields) => [...new Set(fields.map((field) => field.getAttribute('name')!.slice('answer_'.length)))]);
	for (const key of keys) {
		if (answers[key]) await answer(page, key, answers[key]);
		else if (!['link', 'founded'].includes(key)) await answer(page, key, await firstChoice(page, key));
	}
}

async function firstChoice(page: Page, key: string): Promise<string> {
	const values = await page
		.locator(`select[name="answer_${key}"] option, input[type=radio][name="answer_${key}"]`)
		.evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
	return values.find(Boolean) ?? '마당';
}

test('a newcomer applies on a phone without JavaScript, and holds a receipt that checks out', async () => {
	newcomer = await theatre.open({ phone: true, noScript: true });
	await newcomer.goto(`/calls/${slug}/apply`);
	await theatre.signIn(newcomer, 'newcomer@madang.example');
	await fillForm(newcomer);
	await newcomer.locator('button[formaction="?/review"]').click();
	await newcomer.waitForURL('**/apply/submit**');
	equal(await newcomer.locator('input[type=checkbox]:checked').count(), 0);
	await newcomer.locator('main form button.main').click();
	await newcomer.getByRole('alert').waitFor();
	for (const box of await newcomer.locator('input[type=checkbox]').all()) await box.check();
	await newcomer.locator('main form button.main').click();
	await newcomer.waitForURL('**/mine**');
	match(await textOf(newcomer), /-0001/);
	const receipt = await (await newcomer.request.get(`/calls/${slug}/mine/receipt.json`)).text();
	for (const [file, verdict] of [
		[receipt, /good/],
		[receipt.replace('-0001', '-0002'), /wrong/]
	] as const) {
		await newcomer.goto('/receipts/check');
		await newcomer.fill('textarea', file);
		await newcomer.locator('main form button.main').first().click();
		await newcomer.waitForLoadState();
		match((await newcomer.locator('main .notice').first().getAttribute('class')) ?? '', verdict);
	}
});

test('the draft is kept as it is typed: a tab that dies loses nothing', async () => {
	const page = await theatre.open({ locale: 'en' });
	await page.goto(`/calls/${slug}/apply`);
	await theatre.signIn(page, 'newcomer@madang.example');
	await page.waitForLoadState('networkidle');
	const saved = page.waitForResponse((response) => response.url().endsWith('/apply/draft') && response.ok());
	await page.locator('[name=answer_summary]').fill('마을의 말을 지키는 음성 기술, 둘째 판');
	await saved;
	await page.close({ runBeforeUnload: false });
	await newcomer.goto(`/calls/${slug}/apply`);
	equal(await newcomer.inputValue('[name=answer_summary]'), '마을의 말을 지키는 음성 기술, 둘째 판');
});

test("another person's application, by its guessed address, is not there", async () => {
	await organiser.goto(`/desk/calls/${slug}/applications`);
	const theirs = await organiser.locator(`a[href^="/desk/calls/${slug}/applications/"]`).first().getAttribute('href');
	equal((await newcomer.request.get(theirs!)).status(), 404);
	equal((await newcomer.request.get(`${theirs}/__data.json?x-sveltekit-invalidated=0001`)).status(), 404);
	equal((await newcomer.request.get(`/reviews/${theirs!.split('/').at(-1)}`)).status(), 404);
});

test('after 24:00 of the last day nothing more is taken', async () => {
	await moveClockTo(organiser, inDays(4.2));
	await newcomer.goto(`/calls/${slug}/apply/submit`);
	equal(await newcomer.locator('input[name=intent]').count(), 0);
	const late = await newcomer.request.post(`/calls/${slug}/apply/submit`, {
		form: { intent: crypto.randomUUID(), hash: '0'.repeat(64) },
		headers: { origin: theatre.base }
	});
	ok([200, 409, 422].includes(late.status()) && !(await late.text()).includes('"done"'));
});

test('a reviewer scores it, and a conflict declared hides it at once', async () => {
	await early(organiser, `/desk/calls/${slug}/reviews/assignment`, () =>
		organiser.locator('details summary').click({ noWaitAfter: true })
	);
	await organiser.fill('input[name=each]', '1');
	await press(organiser, 'form[action="?/save"] button');
	await organiser.locator('form[action="?/assign"] button').click();
	await organiser.locator('.notice strong', { hasText: /1/ }).first().waitFor();
	await organiser.goto(`/desk/calls/${slug}/reviews`);
	const reviewer = await theatre.open({ locale: 'en' });
	await reviewer.goto('/reviews');
	await theatre.signIn(reviewer, 'reader@river.example');
	const assigned = await organiser
		.locator(`a[href^="/desk/calls/${slug}/reviews/"]`)
		.evaluateAll((links) =>
			links.map((link) => link.getAttribute('href')!.split('/').at(-1)!).filter((id) => /^[0-9a-f-]{36}/.test(id))
		);
	const proposal = `/reviews/${assigned[0]}`;
	await reviewer.goto(proposal);
	await press(reviewer, 'form[action="?/begin"] button');
	match(await textOf(reviewer), /사라져 가는 말/);
	const criteria = await reviewer
		.locator('input[type=radio][name^="scores."]')
		.evaluateAll((inputs) => [...new Set(inputs.map((input) => input.getAttribute('name')!))]);
	equal(criteria.length, 5);
	for (const name of criteria) await reviewer.locator(`label:has(input[name="${name}"][value="4"])`).click();
	await reviewer.locator('label:has(input[name="confidence"][value="3"])').click();
	await press(reviewer, 'button[formaction="?/finish"]');
	await reviewer.goto(proposal);
	await reviewer.locator('form[action="?/declare"] [name=reason]').evaluate((field) => {
		(field.closest('details') as HTMLDetailsElement | null)?.setAttribute('open', '');
	});
	await reviewer.locator('form[action="?/declare"] [name=reason]').fill('We worked together last year.');
	await press(reviewer, 'form[action="?/declare"] button');
	const hidden = await reviewer.goto(proposal);
	equal(hidden!.status(), 404);
});
