// The public pages on a phone, and an organiser who makes and mends a notice without JavaScript.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { textOf } from './hand.ts';
import { barriers } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

for (const locale of ['ko', 'en'] as const) {
	test(`one phone screen answers who, what, how many, by when and how, and leads to the form (${locale})`, async () => {
		const page = await theatre.open({ phone: true, locale, noScript: true });
		await page.goto('/calls/seoul-2026');
		const answers = page.locator('dl.answers > div');
		equal(await answers.count(), 5);
		const apply = await page.locator('a[href="/calls/seoul-2026/apply"]').boundingBox();
		const bar = await page.locator('.rehearsal').boundingBox(); // nobody has that one but in a rehearsal
		const end = apply!.y + apply!.height - bar!.height;
		ok(end <= 800, `the button ends at ${end}`);
		match(await answers.nth(3).innerText(), /24:00 KST/);
		match(await page.locator('[aria-current=step]').innerText(), locale === 'ko' ? /접수/ : /Open/);
	});
}

test('the public pages and the desk have no fault that a machine can see', async () => {
	const visitor = await theatre.open({ phone: true, locale: 'en' });
	await sound(visitor, ['/', '/tours/tessellane-tour', '/calls/seoul-2026']);
	await visitor.goto('/desk');
	await theatre.signIn(visitor, 'organiser@madang.example');
	const home = '/desk/calls/busan-2026';
	await sound(visitor, ['/desk', '/desk/calls/new?template=dialogue', home, `${home}/notice`, `${home}/journal`]);
});

async function sound(page: Page, paths: string[]): Promise<void> {
	for (const path of paths) {
		await page.goto(path);
		deepEqual(await barriers(page), [], path);
	}
}

test('the dates come as a calendar file, and a draft has none', async () => {
	const page = await theatre.open();
	const file = await page.request.get('/calls/seoul-2026/dates.ics');
	match(file.headers()['content-type'] ?? '', /^text\/calendar/);
	equal((await file.text()).match(/BEGIN:VEVENT/g)?.length, 4);
	equal((await page.request.get('/calls/nowhere/dates.ics')).status(), 404);
});

test('without JavaScript: a call is made, its form gets a field, an impossible quota is refused, all that was typed stays', async () => {
	const page = await theatre.open({ locale: 'ko', noScript: true });
	await page.goto('/desk/calls/new?template=dialogue');
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto('/desk/calls/new?template=dialogue');
	await page.selectOption('[name=stop]', { index: 1 });
	await page.fill('[name=notice_number]', '2026-777');
	await page.fill('[name="title.ko"]', '함께 걷기');
	await page.fill('[name="title.en"]', 'Walking together');
	await page.fill('[name="closes.time"]', '25:00');
	await page.fill('[name="places.api"]', '0');
	await save(page, 'main form .button.main');
	equal(await page.locator('[aria-invalid=true]').count(), 2);
	equal(await page.inputValue('[name="closes.time"]'), '25:00');
	await page.fill('[name="closes.time"]', '24시');
	await page.fill('[name="places.api"]', '60');
	await save(page, 'main form .button.main');
	const home = new URL(page.url()).pathname;
	match(home, /^\/desk\/calls\/[a-z0-9-]+$/);

	await page.goto(`${home}/notice?part=fields`);
	await save(page, 'button[value="add.number"]');
	const row = page.locator('details[open]');
	await row.locator('[name$="label.ko"]').fill('설립 연도');
	await row.locator('[name$="label.en"]').fill('Founded in');
	await save(page, '.bottom button');
	const labels = () => page.locator('details summary strong').allInnerTexts();
	equal((await labels()).at(-1), '설립 연도');
	await save(page, '.line:has-text("설립 연도") button[value^="up."]');
	equal((await labels()).at(-2), '설립 연도');

	await page.goto(`${home}/notice?part=quotas`);
	await page.locator('tr', { hasText: '수도권' }).locator('input[name$=".min"]').fill('80');
	await save(page, '.bottom button');
	match(await textOf(page), /최소가 최대보다 큽니다/);
	equal(await page.locator('tr', { hasText: '수도권' }).locator('input[name$=".min"]').inputValue(), '80');
	await page.locator('tr', { hasText: '수도권' }).locator('input[name$=".min"]').fill('');
	const besides = page.locator('tr', { hasText: '수도권' }).locator('xpath=following-sibling::tr[1]');
	await besides.locator('select').selectOption('api');
	await besides.locator('input[name$=".min"]').fill('61');
	await save(page, '.bottom button');
	match(await textOf(page), /최소가 그 분야의 자리보다 많습니다/);
	equal(await besides.locator('select').inputValue(), 'api');
	await besides.locator('input[name$=".min"]').fill('6');
	await save(page, '.bottom button');
	match(await textOf(page), /API 활용 분야 안에서/);

	await page.goto(home);
	await save(page, 'form[action="?/publish"] button');
	await page.goto(`${home}/notice?part=quotas`);
	equal(await page.locator('form[action^="?/quotas"]').count(), 0);
	match(await textOf(page), /공고한 내용은 바꿀 수 없습니다[\s\S]*API 활용 분야 안에서[\s\S]*6자리 이상/);
	await page.goto(`${home}/journal`);
	match(await textOf(page), /기록이 온전합니다[\s\S]*공고했습니다[\s\S]*신청서 항목[\s\S]*초안을 만들었습니다/);
});

async function save(page: Page, button: string): Promise<void> {
	await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
}
