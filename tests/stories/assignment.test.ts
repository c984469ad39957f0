import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { moveClockTo, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let organiser: Page;
let closed: Date;

const home = '/desk/calls/seoul-2026/reviews/assignment';
const saved = (page: Page) => page.getByText('저장했습니다').first().waitFor();

// The sample's Seoul call stands open; reviewers say what they would read, and are assigned, when it has closed.
before(async () => {
	theatre = await openTheatre();
	organiser = await theatre.open({ locale: 'ko' });
	await theatre.signIn(organiser, 'organiser@madang.example');
	await organiser.goto('/rehearsal/clock');
	const closing = organiser.locator('form .row.apart', { hasText: '서울' }).filter({ hasText: '접수 마감' });
	closed = new Date((await closing.locator('button').getAttribute('value'))!);
	await moveClockTo(organiser, closed);
});
after(() => theatre?.close());

async function set(name: string, value: string) {
	await organiser.goto(home);
	await organiser.locator('details summary').click();
	await organiser.fill(`input[name=${name}]`, value);
	await organiser.locator('form[action="?/save"] button').click();
	await saved(organiser);
}

test('forty sayings by key alone, saved as they are made; another by a phone without script', async () => {
	const until = new Date(closed.getTime() + 57 * 3_600_000).toISOString().slice(0, 16);
	await set('interests_until', until);
	const reviewer = await theatre.open({ locale: 'ko' });
	await theatre.signIn(reviewer, 'reviewer2@hangyeol.example');
	await reviewer.goto('/reviews');
	await reviewer.locator('a[href="/reviews/interests"]').click();
	await reviewer.getByText('글쇠').waitFor();
	ok(!(await reviewer.content()).includes('(주)'), 'nobody is named');
	await reviewer.locator('[data-row] input').first().focus();
	for (let count = 0; count < 40; count++) await reviewer.keyboard.press(String((count % 3) + 1));
	await reviewer.getByText('40건 표시').waitFor();
	await reviewer.getByText('저장됨').waitFor();
	await reviewer.reload();
	await reviewer.getByText('40건 표시').waitFor();

	const phone = await theatre.open({ phone: true, locale: 'en', noScript: true });
	await theatre.signIn(phone, 'reviewer3@nuri.example');
	await phone.goto('/reviews/interests');
	await phone.locator('[data-row] label.keen').first().click();
	await phone.locator('form[action*="/say"] button').click();
	await phone.getByText('What you said is saved.').waitFor();
	match((await phone.locator('main').textContent()) ?? '', /1 of 334 said/);
	equal(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
});

test('limits that leave no room: the least that would have to give is named, and given in one press', async () => {
	await set('load_max', '80');
	await organiser.locator('form[action="?/assign"] button').first().click();
	await organiser.getByText('더 나은 배정은 없습니다').waitFor();
	match((await organiser.locator('main').textContent()) ?? '', /모두 합해 42건만 올리면/);
	await organiser.getByText('이만큼 올리고 배정하기').click();
	await organiser.getByText('1,002').first().waitFor();
	await organiser.locator('h3', { hasText: '모자랍니다' }).waitFor({ state: 'detached' });
});

test('by hand on a phone without script: taken away, who fits best is ticked, given anew', async () => {
	const phone = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await theatre.signIn(phone, 'organiser@madang.example');
	await phone.goto(home);
	await phone.locator('#applications .entries a').first().click();
	await phone.locator('form[action="?/remove"] button').first().click();
	await phone.getByText('배정을 취소했습니다').waitFor();
	equal(await phone.locator('input[name=reviewers]:checked').count(), 1);
	await phone.locator('form[action="?/add"] button').click();
	await phone.getByText('맡은 심사위원 3/3').waitFor();
	equal(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
});

test('past work together takes back what it touches, and one press fills the gap', async () => {
	await organiser.goto(home);
	const row = organiser.locator('#applications .entries li').first();
	const firm = (await row.locator('strong').textContent())!;
	const name = (await row.locator('.readers').textContent())!.split('·')[0]!.trim();
	const csv = await (await organiser.request.get(`${home}/assignments.csv`)).text();
	const mail = csv
		.split('\r\n')
		.find((line) => line.endsWith(`,${name}`))!
		.split(',')[1]!;
	await organiser.goto(`${home}/ties`);
	await organiser.fill('textarea[name=pasted]', `reviewer,organisation,since\n${mail},${firm},2024-03\n`);
	await organiser.locator('form[action="?/try"] button').click();
	await organiser.locator('form[action="?/enter"] button').click();
	await organiser.getByText(/배정 1건을 거두었습니다/).waitFor();
	await organiser.goto(home);
	await organiser.getByText(/이해충돌 1건으로/).waitFor();
	await organiser.locator('form[action="?/assign"] button').first().click();
	await organiser.getByText('심사 1건을 배정했습니다').waitFor();
});
