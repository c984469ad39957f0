// A public talk with a moderator, the screen in the hall and two askers at once: what is asked is seen by nobody until it
// is approved, and then by all; and nobody sees that the server was started anew in between.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { awake } from './hand.ts';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let db: pg.Client;
let moderator: Page;
let phone: Page;
let other: Page;
let screen: Page;

const hall = '/sessions/busan-talk';
const desk = '/desk/sessions/busan-talk/questions';
const within = (page: Page, text: string | RegExp) => page.locator('main').getByText(text).first();
const card = (text: string) => moderator.locator('li.card', { hasText: text }).first();

before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '20' });
	const { url } = await startPostgres({ dataDir: theatre.dataDir }); // the theatre's own: it is running
	db = new pg.Client({ connectionString: url });
	db.on('error', () => {});
	await db.connect();
	await db.query(`update questions set state = 'hidden' where state = 'approved'`); // the hall's screen is this story's own
	[moderator, phone, other, screen] = await Promise.all([
		theatre.open({ locale: 'ko' }),
		theatre.open({ locale: 'ko', phone: true }),
		theatre.open({ locale: 'en', phone: true, noScript: true }),
		theatre.open({ locale: 'en' })
	]);
	await theatre.signIn(moderator, 'moderator@madang.example');
});
after(async () => {
	await db?.end();
	await theatre?.close();
});

/** Types Korean as an input method does: syllables that are being put together until they are done. */
async function compose(page: Page, steps: string[]): Promise<void> {
	const session = await page.context().newCDPSession(page);
	for (const text of steps)
		await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

test('a Korean question is put together, sent once, and seen by nobody but its asker and the desk', async () => {
	await moderator.goto(desk);
	await moderator.getByRole('button', { name: '시작' }).first().waitFor();
	await moderator.locator('nav a', { hasText: '현장 질문' }).click();
	await moderator.getByRole('button', { name: '시작' }).click();
	await moderator.getByRole('button', { name: '마침' }).waitFor();

	await phone.goto(hall);
	await within(phone, '연결됨').waitFor();
	await phone.locator('#ask-text').focus();
	await compose(phone, ['ㅇ', '어', '언', '언제']);
	// Ctrl+Enter while a syllable is being put together sends nothing.
	await phone.locator('#ask-text').evaluate((area) =>
		area.dispatchEvent(
			new KeyboardEvent('keydown', {
				key: 'Enter',
				ctrlKey: true,
				isComposing: true,
				bubbles: true,
				cancelable: true
			})
		)
	);
	await phone
		.locator('#ask-text')
		.evaluate((area) =>
			area.dispatchEvent(
				new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, keyCode: 229, bubbles: true, cancelable: true })
			)
		);
	equal((await db.query(`select from questions where text like '언%'`)).rowCount, 0);
	await phone.keyboard.insertText('언제 한국에 다시 오시나요?');
	await phone.keyboard.press('Control+Enter');
	await within(phone, '질문이 접수되었습니다').waitFor();
	await phone.locator('.own .tag', { hasText: '검토 중' }).waitFor();
	equal(await phone.locator('#ask-text').inputValue(), '');
	const { rows } = await db.query(`select text from questions where text like '언제%'`);
	deepEqual(rows, [{ text: '언제 한국에 다시 오시나요?' }]);

	await card('언제 한국에 다시').waitFor();
	for (const path of [hall, `${hall}/floor`, `${hall}/floor?own`, `${hall}/__data.json`]) {
		ok(!(await (await other.request.get(path)).text()).includes('언제 한국에 다시'), path);
	}
});

test('it is approved by key, seen on the phones and on the screen in both languages, and answered', async () => {
	await moderator.locator('body').press('Escape');
	await card('언제 한국에 다시').click();
	await moderator.keyboard.press('KeyT');
	await moderator.locator('form textarea[lang=en]').fill('When will you come to Korea again?');
	await moderator.getByRole('button', { name: '번역 저장' }).click();
	await card('When will you come').waitFor();
	await moderator.keyboard.press('KeyA');

	await moderator.locator('#links input[name=label]').fill('무대 왼쪽');
	await moderator.locator('#links').getByRole('button', { name: '만들기' }).click();
	const link = (await moderator.locator('#links .notice a').getAttribute('href'))!;
	match(link, /^\/sessions\/busan-talk\/projector\/[\w-]{43}$/);
	await screen.goto(link);
	await screen.locator('.next', { hasText: 'When will you come to Korea again?' }).waitFor();
	await phone.locator('.list li', { hasText: '언제 한국에 다시' }).waitFor();

	// A phone without scripts votes by plain forms.
	await other.goto(hall);
	await other.locator('.list li', { hasText: '언제 한국에 다시' }).locator('button.vote').click();
	await phone.locator('.list li', { hasText: '언제 한국에 다시' }).locator('.vote b', { hasText: '1' }).waitFor();

	await card('언제 한국에 다시').click();
	await moderator.keyboard.press('KeyN');
	await screen.locator('article [lang=ko]', { hasText: '언제 한국에 다시 오시나요?' }).waitFor();
	equal(await screen.locator('article [lang=en]').textContent(), 'When will you come to Korea again?');
	await phone.locator('.answering', { hasText: '언제 한국에 다시' }).waitFor();
	await moderator.keyboard.press('KeyJ');
	await card('언제 한국에 다시').click();
	await moderator.keyboard.press('KeyD');
	await phone.locator('.own .tag', { hasText: '답변 완료' }).waitFor();
});

test('the server is killed in the middle: what is asked meanwhile arrives once, and every page is as the server has it', async () => {
	const crashed = theatre.crash();
	await phone.locator('#ask-text').fill('서버가 멈춘 사이에 보낸 질문입니다');
	await phone.getByRole('button', { name: '질문 보내기' }).click();
	await crashed;
	// It starts anew beside other stories, and the phone asks again with growing pauses.
	await phone.locator('.own', { hasText: '서버가 멈춘 사이에' }).waitFor({ timeout: 60_000 });
	const again = new pg.Client({ connectionString: (await startPostgres({ dataDir: theatre.dataDir })).url });
	await again.connect();
	equal((await again.query(`select from questions where text like '서버가 멈춘%'`)).rowCount, 1);
	await again.end();
	await card('서버가 멈춘 사이에').waitFor();
	await card('서버가 멈춘 사이에').getByRole('button', { name: '공개' }).click();
	await screen.locator('.next, article', { hasText: '서버가 멈춘 사이에' }).first().waitFor();
	await phone.locator('.own .tag', { hasText: '공개됨' }).waitFor();
});

test('a moderator without scripts bans who asks, whose page says so, and lets them in again', async () => {
	const plain = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await plain.goto('/sign-in');
	await theatre.signIn(plain, 'moderator@madang.example');
	await plain.goto(desk);
	await plain.locator('nav a', { hasText: '현장 질문' }).click();
	const press = (state: string) =>
		plain.locator('li.card', { hasText: '서버가 멈춘 사이에' }).getByRole('button', { name: state }).click();
	await press('이 사람 차단');
	await within(phone, '더 질문하거나 추천하실 수 없습니다').waitFor();
	await plain.locator('details', { hasText: '처리된 질문' }).locator('summary').first().click();
	await press('차단 풀기');
	await phone.locator('#ask-text').waitFor();
});

test('by keys alone: an answer leads on to the next question, and none is passed over', async () => {
	const page = await theatre.open({ locale: 'en' });
	await page.goto('/sign-in');
	await theatre.signIn(page, 'moderator@madang.example');
	await page.goto('/desk/sessions/busan-dialogue/questions');
	await awake(page);
	const waiting = page.getByRole('region', { name: 'Waiting' }).locator('li.card');
	const ids = await waiting.evaluateAll((cards) => cards.map(({ id }) => id));
	ok(ids.length > 2, `${ids.length} wait`);
	await waiting.first().getByRole('button', { name: 'Approve' }).focus();
	for (const next of ids.slice(1, 3)) {
		await page.keyboard.press('Enter');
		await page.locator(`#${next}[aria-current=true] .acts button:focus`).waitFor();
	}
	await page.context().close();
});

test('the screen’s link is shut and shows nothing from then on; all is taken away with its states', async () => {
	await moderator.locator('#links').getByRole('button', { name: /닫기/ }).first().click();
	await moderator.locator('#links .tag', { hasText: '닫힘' }).first().waitFor();
	await screen.getByText('This link opens nothing').waitFor();
	const record = await (await moderator.request.get('/desk/sessions/busan-talk/questions.json')).json();
	const [own] = record.questions.filter(({ text }: { text: string }) => text.startsWith('언제'));
	deepEqual(
		own.acts.map(({ act }: { act: string }) => act),
		['approve', 'now', 'answered']
	);
	equal(own.votes, 1);
	equal(own.state, 'answered');
	const csv = await (await moderator.request.get('/desk/sessions/busan-talk/questions.csv')).text();
	match(csv, /오늘 점심 맛있게 드셨나요/);
});
