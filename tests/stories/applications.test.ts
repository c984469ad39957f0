import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { approve } from './approving.ts';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre();
});
after(() => theatre?.close());

const call = '/calls/seoul-2026';
const field = (key: string) => `[name=answer_${key}]`;
const texts = {
	representative: '설새봄',
	phone: '０１０-１２３４-５６７８',
	summary: '바닷가 마을의 소음을 지도로 그립니다',
	proposal: '항구 도시 열두 곳의 소리를 네 해 동안 모았습니다.\n세 달 안에 민원이 절반으로 줄면 성공입니다.',
	asks: '소리를 다루는 모델 팀과 두 시간 동안 이야기하고 싶습니다.'
};

async function fill(page: Page, name: string, registrationNumber: string) {
	await page.fill(field('organisation_name'), name);
	await page.fill(field('registration_number'), registrationNumber);
	for (const [key, text] of Object.entries(texts)) await page.fill(field(key), text);
	for (const key of ['track', 'region', 'stage', 'size', 'female_led', 'sector']) {
		const select = page.locator(`select${field(key)}`);
		if (await select.count()) await select.selectOption({ index: 1 });
		else await page.locator(field(key)).first().check();
	}
	await page.fill(field('monthly_calls'), '120'); // asked of the first track only
}

/** The review page's submit button, pressed with every required term agreed to. */
async function submit(page: Page) {
	for (const box of await page.locator('fieldset').first().locator('input[type=checkbox]').all()) await box.check();
	await page.locator('form:has(input[name=intent]) button').click();
	await page.waitForURL(`**${call}/mine`);
}

async function comeIn(email: string, guise: Parameters<Theatre['open']>[0]): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto(`${call}/apply`);
	match(page.url(), /\/sign-in\?next=/);
	await theatre.signIn(page, email);
	equal(new URL(page.url()).pathname, `${call}/apply`);
	return page;
}

const review = (page: Page) => page.locator('button[formaction="?/review"]').click();
const saveDraft = (page: Page) => page.locator('button[formaction="?/save"]').click();
const saving = (page: Page) =>
	page.waitForResponse((response) => response.url().endsWith('/apply/draft') && response.ok());
const text = async (page: Page) => (await page.textContent('main')) ?? '';

test('without JavaScript, on a phone: write, be refused kindly, submit, keep the receipt, withdraw, apply again', async () => {
	const page = await comeIn('first@example.test', { phone: true, locale: 'ko', noScript: true });
	await page.fill(field('organisation_name'), '바람결 연구소');
	await saveDraft(page);
	match(await text(page), /저장됨 \d\d:\d\d:\d\d/);
	await page.goto(`${call}/mine`);
	match(await text(page), /아직 제출하지 않으셨습니다/);

	await page.goto(`${call}/apply`);
	await fill(page, '바람결 연구소', '000-00-00000');
	await page.fill(field('summary'), '900101-1234567');
	await review(page);
	match(await text(page), /주민등록번호/);
	equal(await page.inputValue(field('summary')), '900101-1234567', 'what was typed stays');
	await page.fill(field('summary'), texts.summary);
	await review(page);
	match(await text(page), /사업자등록번호를 다시 확인해 주세요/);
	await page.fill(field('registration_number'), '２２０－８１－６２５１７');
	await review(page);
	await page.waitForURL(`**${call}/apply/submit`);
	match(await text(page), /220-81-62517/);
	equal(await page.locator('input[type=checkbox]:checked').count(), 0, 'nothing is ticked beforehand');

	await page.locator('form:has(input[name=intent]) button').click();
	match(await text(page), /신청하시려면 이 동의가 필요합니다/);
	await submit(page);
	match(await text(page), /제출을 마쳤습니다/);
	const number = /SEOUL-2026-\d{4}/.exec(await text(page))?.[0];
	ok(number);

	await page.locator('summary').last().click();
	await page.locator('form[action="?/withdraw"] button').click();
	match(await text(page), /철회하셨습니다/);
	await page.goto(`${call}/apply/submit`);
	await submit(page);
	match(await text(page), new RegExp(number));
});

test('a receipt file is ours as it was given; edited, it is found out; and it is nobody else’s to fetch', async () => {
	const page = await comeIn('second@example.test', { locale: 'en' });
	await fill(page, 'Second & Co <b>', '120-81-47521');
	await review(page);
	await page.waitForURL(`**${call}/apply/submit`);
	await submit(page);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.locator(`a[href="${call}/mine/receipt.json"]`).click()
	]);
	const file = await readFile(await download.path(), 'utf8');
	match(download.suggestedFilename(), /^receipt-SEOUL-2026-\d{4}\.json$/);

	const visitor = await theatre.open({ locale: 'en', noScript: true });
	await visitor.goto('/receipts/check');
	await visitor.setInputFiles('input[name=file]', {
		name: 'r.json',
		mimeType: 'application/json',
		buffer: Buffer.from(file)
	});
	await visitor.locator('main form button').click();
	match(await text(visitor), /a receipt we issued/);
	match(await text(visitor), /Second & Co <b>/);
	await visitor.fill('textarea', file.replace(/SEOUL-2026-\d{4}/, 'SEOUL-2026-0001'));
	await visitor.locator('main form button').click();
	match(await text(visitor), /not as we issued it/);

	await page.goto(`${call}/mine/receipt`);
	match(await text(page), /Second & Co <b>/);
	const stranger = await comeIn('stranger@example.test', { locale: 'en' });
	for (const path of ['/mine/receipt', '/mine/receipt.json', '/mine/receipt.json?id=nonsense']) {
		equal((await stranger.request.get(call + path)).status(), 404, path);
	}
});

test('what is typed is saved as it is typed, and a second device is not overwritten unseen', async () => {
	const laptop = await comeIn('third@example.test', { locale: 'ko' });
	await laptop.locator(field('organisation_name')).pressSequentially('한빛');
	await laptop.getByText(/저장됨/).waitFor();
	const phone = await laptop.context().newPage();
	await phone.goto(`${call}/apply`);
	equal(await phone.inputValue(field('organisation_name')), '한빛');
	const saved = saving(phone);
	await phone.fill(field('organisation_name'), '한빛 전화기');
	await saved;
	await laptop.fill(field('organisation_name'), '한빛 노트북');
	await laptop.getByRole('alert').waitFor();
	const alert = (await laptop.getByRole('alert').textContent()) ?? '';
	match(alert, /한빛 노트북/);
	match(alert, /한빛 전화기/);
	const kept = saving(laptop);
	await laptop.getByRole('button', { name: '이 화면의 내용으로 저장' }).click();
	await kept;
	await phone.reload();
	equal(await phone.inputValue(field('organisation_name')), '한빛 노트북');
});

test('a page closed right after the last key has lost nothing', async () => {
	const page = await comeIn('fourth@example.test', { locale: 'en' });
	await page.locator(field('summary')).pressSequentially('closing');
	await page.goto('/');
	// What a closing page sends goes on by itself, and may come after the next page was asked for.
	for (let tries = 0; tries < 20; tries++) {
		await page.goto(`${call}/apply`);
		if (await page.inputValue(field('summary'))) break;
	}
	equal(await page.inputValue(field('summary')), 'closing');
});

test('a Korean syllable being composed is not cut by saving', async () => {
	const page = await comeIn('fifth@example.test', { locale: 'ko' });
	await page.locator(field('summary')).focus();
	const keyboard = await page.context().newCDPSession(page);
	for (const composed of ['ㅂ', '바', '발', '바라', '바람']) {
		const end = composed.length;
		await keyboard.send('Input.imeSetComposition', { text: composed, selectionStart: end, selectionEnd: end });
		if (composed === '발') await page.getByText(/저장됨/).waitFor();
	}
	await keyboard.send('Input.insertText', { text: '바람' });
	equal(await page.inputValue(field('summary')), '바람');
	equal((await page.locator('#field-summary-count').textContent())?.includes('2 /'), true);
});

test('what is typed and chosen before the scripts have come stays', async () => {
	const page = await comeIn('early@example.test', { locale: 'en' });
	await page.route('**/_app/**/*.js', async (route) => {
		await new Promise((done) => setTimeout(done, 1500));
		await route.continue();
	});
	await page.goto(`${call}/apply`, { waitUntil: 'commit' });
	await page.fill(field('organisation_name'), 'Early');
	await page.fill(field('proposal'), 'Typed before');
	await page.selectOption(`select${field('region')}`, { index: 2 });
	await page.locator(field('track')).nth(1).check();
	const chosen = await page.inputValue(`select${field('region')}`);
	await page.getByText(/^\s*Saved/).waitFor();
	await page.unrouteAll();
	await page.reload();
	equal(await page.inputValue(field('organisation_name')), 'Early');
	equal(await page.inputValue(field('proposal')), 'Typed before');
	equal(await page.inputValue(`select${field('region')}`), chosen);
	ok(await page.locator(field('track')).nth(1).isChecked());
});

test('letters are counted as people count them, in the browser as on the server', async () => {
	const page = await comeIn('sixth@example.test', { locale: 'en' });
	await page.fill(field('summary'), '👨‍👩‍👧‍👦한글'.normalize('NFD'));
	match((await page.textContent('#field-summary-count')) ?? '', /3 \//);
	await saveDraft(page);
	await page.getByText(/^\s*Saved/).waitFor();
	await page.reload();
	match((await page.textContent('#field-summary-count')) ?? '', /3 \//);
});

test('two presses of the button are one receipt', async () => {
	const page = await comeIn('seventh@example.test', { locale: 'en' });
	await fill(page, 'Seventh', '101-81-00001');
	await page.fill(field('registration_number'), '1018100001');
	await review(page);
	await page.waitForURL(`**${call}/apply/submit`);
	const form = Object.fromEntries(
		await page
			.locator('form:has(input[name=intent]) input')
			.evaluateAll((inputs) =>
				inputs.map((input) => [input.getAttribute('name'), (input as HTMLInputElement).value || 'on'])
			)
	) as Record<string, string>;
	const press = () =>
		page.request.post(`${call}/apply/submit`, {
			form,
			headers: { origin: theatre.base, accept: 'text/html' },
			maxRedirects: 0
		});
	const answers = await Promise.all([press(), press(), press()]);
	deepEqual(
		answers.map((answer) => answer.status()),
		[303, 303, 303]
	);
	await page.goto(`${call}/mine`);
	equal(await page.locator('details').count(), 1, 'there are no earlier receipts, only the way to withdraw');
});

test('the organiser finds an application, reads it and takes the table away; nobody else does', async () => {
	const page = await theatre.open({ locale: 'en' });
	await page.goto('/sign-in');
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto('/desk/calls/seoul-2026/applications?text=0003');
	await page.getByRole('link', { name: 'SEOUL-2026-0003' }).click();
	await page.waitForURL(/applications\/[0-9a-f-]{36}$/);
	match(await text(page), /SEOUL-2026-0003/);
	const opened = page.url();
	const alone = await page.request.get('/desk/calls/seoul-2026/applications.csv?reason=test');
	equal(alone.status(), 403, 'so many take two people');
	await approve(theatre, page, '/desk/calls/seoul-2026', 'export');
	const table = await (await page.request.get('/desk/calls/seoul-2026/applications.csv?reason=test')).text();
	equal(table.charCodeAt(0), 0xfeff);
	ok(table.split('\r\n').length > 300);
	const stranger = await comeIn('stranger@example.test', { locale: 'en' });
	for (const path of [
		'/applications',
		'/applications.csv?reason=test',
		new URL(opened).pathname.slice('/desk/calls/seoul-2026'.length)
	]) {
		const answer = await stranger.request.get(`/desk/calls/seoul-2026${path}`);
		notEqual(answer.status(), 200, path);
		ok(!(await answer.text()).includes('SEOUL-2026-0003'));
	}
});
