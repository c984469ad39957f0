// A form with every kind of field: built, tried out, filled in on a phone and at a desk, corrected after publishing.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, barriers, textOf } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let home = '';
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const save = (page: Page, button: string) =>
	Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
const call = () => home.replace('/desk', '');

/** The keys that new fields get, in the order they are added. */
const added = ['choices', 'number', 'date', 'birth', 'address', 'stops', 'file', 'section', 'long'];
const keyOf = (kind: string) => `field-${added.indexOf(kind) + 1}`;

async function organiser(noScript: boolean): Promise<Page> {
	const page = await theatre.open({ locale: 'ko', noScript });
	await page.goto('/desk');
	await theatre.signIn(page, 'organiser@madang.example');
	return page;
}

test('without JavaScript: every kind of field is added, one depends on an answer, and the call is published', async () => {
	const page = await organiser(true);
	await page.goto('/desk/calls/new?template=open');
	await page.selectOption('[name=stop]', { index: 1 });
	await page.fill('[name=notice_number]', '2026-888');
	await page.fill('[name="title.ko"]', '양식의 날');
	await page.fill('[name="title.en"]', 'A day of forms');
	await page.fill('[name="opens.day"]', day(-1));
	await save(page, 'main form .button.main');
	home = new URL(page.url()).pathname;
	await page.goto(`${home}/notice?part=fields`);
	for (const kind of added) await save(page, `button[value="add.${kind}"]`);
	equal(await page.locator('.line').count(), 19 + added.length);

	const row = (kind: string) => page.locator(`#row-${keyOf(kind)}`);
	await row('number').locator('summary').click();
	await row('number').locator('[name$="unit.ko"]').fill('명');
	await row('number').locator('[name$="unit.en"]').fill('people');
	await row('number').locator('[name$=".max"]').fill('1000');
	await row('long').locator('[name$="limit_unit"]').selectOption('words');
	await row('long').locator('[name$="max_length"]').fill('5');
	await row('long').locator('[name$="when.key"]').selectOption(keyOf('choices'));
	await save(page, '.bottom button');
	match(await row('long').innerText(), /어떤 답일 때 물을지 골라 주세요/);
	await row('long').locator('[name$="when.values"][value="choice-2"]').check();
	await save(page, '.bottom button');
	match(await row('long').innerText(), /조건부/);
	await save(page, `#row-${keyOf('long')} button[value^="up."]`);
	await page.goto(home);
	await save(page, 'form[action="?/publish"] button');
	match(await textOf(page), /접수 중|접수/);
});

/** What the template asks, and what was added, as an applicant answers it. */
const facts: Record<string, string> = {
	...{ organisation_name: '양식 연구소', registration_number: '220-81-62517', representative: '남궁민수' },
	...{
		phone: '010-1234-5678',
		summary: '양식을 짓습니다',
		ask: '함께 보아 주십시오.',
		proposal: '양식 하나로 잇습니다.'
	},
	...{
		delegate_name: '남궁연',
		delegate_role: '대표',
		delegate_phone: '010-8765-4321',
		delegate_mail: 'yeon@forms.example'
	},
	...{ track: 'open', region: 'jeju', stage: 'seed', size: 'under-10', sector: 'other', female_led: 'no' }
};

async function fillIn(page: Page, registrationNumber: string): Promise<void> {
	for (const [key, text] of Object.entries({ ...facts, registration_number: registrationNumber })) {
		await answer(page, key, text);
	}
	await page.fill(`[name=answer_${keyOf('number')}]`, '１,０００');
	await page.fill(`[name=answer_${keyOf('date')}]`, '2026-12-24');
	await page.fill(`[name=answer_${keyOf('birth')}]`, '1990-03-01');
	const address = page.locator(`[name=answer_${keyOf('address')}]`);
	await address.nth(0).fill('04524');
	await address.nth(1).fill('서울 중구 세종대로 110');
	const ranks = page.locator(`[name=answer_${keyOf('stops')}]`);
	await ranks.nth(0).selectOption({ index: 2 });
	await ranks.nth(1).selectOption({ index: 1 });
}

async function comeIn(email: string, guise: Parameters<Theatre['open']>[0]): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto(`${call()}/apply`);
	await theatre.signIn(page, email);
	return page;
}

const ticked = (page: Page, value: string) =>
	page.locator(`label:has([name=answer_${keyOf('choices')}][value=${value}])`).click();

test('on a phone, in Korean, without JavaScript: what depends on an answer says so and is judged on the server', async () => {
	const page = await comeIn('phone@example.test', { phone: true, locale: 'ko', noScript: true });
	deepEqual(await page.evaluate(() => document.documentElement.scrollWidth), 360);
	match(await textOf(page), /이렇게 답하셨을 때만 적어 주세요: 둘째/);
	ok(await page.locator(`[name=answer_${keyOf('long')}]`).isVisible());
	await fillIn(page, '2208162517');
	await ticked(page, 'choice-1');
	await page.fill(`[name=answer_${keyOf('long')}]`, '묻지 않은 답');
	await page
		.locator(`[name=answer_${keyOf('stops')}]`)
		.nth(1)
		.selectOption({ index: 2 });
	await save(page, 'button[formaction="?/review"]');
	match(await textOf(page), /같은 곳을 두 번 고르셨습니다/);
	ok(await page.locator(`[name=answer_${keyOf('choices')}][value=choice-1]`).isChecked(), 'what was ticked stays');
	await page
		.locator(`[name=answer_${keyOf('stops')}]`)
		.nth(1)
		.selectOption({ index: 1 });
	await save(page, 'button[formaction="?/review"]');
	const content = await textOf(page);
	for (const said of [/1000 명/, /\(04524\) 서울 중구 세종대로 110/, /1\. .+2\. /s, /2026-12-24\(목\)/])
		match(content, said);
	ok(!content.includes('묻지 않은 답'), 'what was not asked is not submitted');
	match(content, /국외 이전 동의/);
	for (const box of await page.locator('input[type=checkbox]').all()) await box.check();
	await save(page, 'form:has(input[name=intent]) button');
	match(await textOf(page), /제출을 마쳤습니다/);
	await save(page, '#consents form button');
	match(await textOf(page), /동의를 거둔 시각/);
	await page.goto(`${call()}/apply`);
	equal(await page.inputValue(`[name=answer_${keyOf('long')}]`), '묻지 않은 답', 'but it is still in the draft');
});

test('with JavaScript a question comes with the answer it depends on, and counts words', async () => {
	const page = await comeIn('desk@example.test', { locale: 'en' });
	const asked = page.locator(`[name=answer_${keyOf('long')}]`);
	equal(await asked.isVisible(), false);
	await ticked(page, 'choice-2');
	await asked.fill('one two three four five six');
	match((await page.textContent(`#field-${keyOf('long')}-count`)) ?? '', /6 \/ 5\s+words/);
	await ticked(page, 'choice-2');
	await asked.waitFor({ state: 'hidden' });
	await ticked(page, 'choice-2');
	equal(await asked.inputValue(), 'one two three four five six');
	deepEqual(await barriers(page), []);
	await page.getByText(/^\s*Saved/).waitFor();
});

test('after publishing, wording is corrected with a reason; who is writing is told, and moves over with all they wrote', async () => {
	const page = await organiser(true);
	await page.goto(`${home}/form`);
	const first = page.locator('details').first();
	await first.locator('summary').click();
	await first.locator('[name$="label.en"]').fill('Name of your firm');
	await save(page, 'button[value="add.link"]');
	await page.fill('[name="reason.ko"]', '영어 문구가 어색했습니다.');
	await page.fill('[name="reason.en"]', 'The English was clumsy.');
	await save(page, 'form[action="?/correct"] .button.main');
	match(await textOf(page), /양식 2판을 만들었습니다/);

	const applicant = await comeIn('desk@example.test', { locale: 'en' });
	const said = await textOf(applicant);
	for (const part of [/The form has changed/, /The English was clumsy/, /Name of your firm/]) match(said, part);
	await applicant.locator('form[action="?/move"] button').click();
	await applicant.waitForURL(/moved/);
	match(await textOf(applicant), /Name of your firm/);
	equal(await applicant.inputValue(`[name=answer_${keyOf('long')}]`), 'one two three four five six');
});

test('a trial run is judged like an application, shows the receipt and the reviewer’s page, and leaves nothing', async () => {
	const page = await organiser(true);
	const count = async () => {
		await page.goto(`${home}/applications?state=all`);
		return page.locator('tbody tr').count();
	};
	const before = await count();
	await page.goto(`${home}/trial`);
	await fillIn(page, '000-00-00000');
	await save(page, 'form[action="?/judge"] .button.main');
	match(await textOf(page), /사업자등록번호를 다시 확인해 주세요/);
	await page.fill('[name=answer_registration_number]', '2208162517');
	await save(page, 'form[action="?/judge"] .button.main');
	await save(page, 'form[action="?/submit"] .button.main');
	match(await textOf(page), /신청하시려면 이 동의가 필요합니다/);
	for (const box of await page.locator('input[type=checkbox]').all()) await box.check();
	await save(page, 'form[action="?/submit"] .button.main');
	match(await textOf(page), /제출을 마쳤습니다[\s\S]*내용 해시/);
	await save(page, 'form[action="?/review"] .button.main');
	const seen = await textOf(page);
	match(seen, /양식 하나로 잇습니다/);
	ok(!/010-(1234|8765)|04524|yeon@/.test(seen), 'reviewers do not see how to reach anybody');
	equal(await count(), before);
});
