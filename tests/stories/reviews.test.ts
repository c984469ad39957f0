import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { moveClockTo, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let organiser: Page;

const board = '/desk/calls/seoul-2026/reviews';
const text = async (page: Page, what = 'main') => (await page.locator(what).first().textContent()) ?? '';
const comment = 'textarea[name=comment]';

// The sample's Seoul call stands open; its review begins when it closes, and reviewers are assigned.
before(async () => {
	theatre = await openTheatre();
	organiser = await theatre.open({ locale: 'ko' });
	await theatre.signIn(organiser, 'organiser@madang.example');
	await organiser.goto('/rehearsal/clock');
	const closing = organiser.locator('form .row.apart', { hasText: '서울' }).filter({ hasText: '접수 마감' });
	await moveClockTo(organiser, new Date((await closing.locator('button').getAttribute('value'))!));
	await organiser.goto(`${board}/assignment`);
	await organiser.locator('form[action="?/assign"] button').click();
	await organiser.getByText('더 나은 배정은 없습니다').waitFor();
});
after(() => theatre?.close());

async function reviewer(
	email: string,
	guise: Parameters<Theatre['open']>[0]
): Promise<{ page: Page; desks: string[] }> {
	const page = await theatre.open(guise);
	await theatre.signIn(page, email);
	await page.goto('/reviews');
	const links = await page.locator('main a[href^="/reviews/"]:has(strong)').all();
	return { page, desks: await Promise.all(links.map(async (link) => (await link.getAttribute('href'))!)) };
}

async function begin(page: Page, desk: string) {
	await page.goto(desk);
	equal(await page.locator('article').count(), 0, 'nothing is shown before the question is answered');
	await page.locator('form[action="?/begin"] button').click();
	await page.locator('article').waitFor();
}

test('at the desk: keys, saving as it is typed, finishing, a conflict that closes every tab', async () => {
	const { page, desks } = await reviewer('reviewer@madang.example', { locale: 'ko' });
	ok(desks.length > 80, `${desks.length} assigned`);
	await begin(page, desks[0]!);

	const saved = page.waitForResponse((response) => response.url().endsWith('/save'));
	await page.locator('fieldset input').first().focus();
	await page.keyboard.press('4');
	equal((await saved).status(), 200);

	await page.locator(comment).pressSequentially('jk 자료가 분명합니다');
	equal(new URL(page.url()).pathname, desks[0], 'keys rest while somebody types');
	await page.locator('h1').click();
	await page.keyboard.press('j');
	await page.waitForURL(`**${desks[1]}`);
	await page.keyboard.press('Shift+ArrowLeft');
	await page.waitForURL(`**${desks[0]}`);
	await page.reload();
	equal(await page.locator(comment).inputValue(), 'jk 자료가 분명합니다');
	equal(await page.locator('fieldset input:checked').inputValue(), '4');

	for (const criterion of await page.locator('fieldset').all()) await criterion.locator('label').nth(1).click();
	await page.locator('button[formaction="?/finish"]').click();
	await page.waitForURL(`**${desks[1]}`);
	await page.goto('/reviews');
	match(await text(page), new RegExp(`${desks.length}건 중 ${desks.length - 1}건 남음`));

	await begin(page, desks[1]!);
	const other = await page.context().newPage();
	await other.goto(desks[1]!);
	await other.locator('article summary').click();
	await other.locator('textarea[name=reason]').fill('같은 연구실에 있었습니다.');
	await other.locator('form[action="?/declare"] button').click();
	await other.waitForURL('**/reviews?declared');
	await page.locator('article').waitFor({ state: 'detached' });
	for (const path of [desks[1]!, `${desks[1]}/__data.json`]) {
		const body = await (await page.request.get(path)).text();
		ok(!body.includes('proposal'), `${path} says nothing any more`);
	}
	equal((await page.request.get(desks[1]!)).status(), 404);
	const late = { version: '0', comment: '' };
	const headers = { origin: theatre.base };
	equal((await page.request.post(`${desks[1]}/save`, { data: late, headers })).status(), 404);
});

test('two windows over one review: the second is told, and what it typed stays in sight', async () => {
	const { page, desks } = await reviewer('reviewer2@hangyeol.example', { locale: 'en' });
	await begin(page, desks[0]!);
	const other = await page.context().newPage();
	await other.goto(desks[0]!);
	for (const [window, typed] of [
		[other, 'first'],
		[page, 'second']
	] as const) {
		const answer = window.waitForResponse((response) => response.url().endsWith('/save'));
		await window.fill(comment, typed);
		equal((await answer).status(), window === other ? 200 : 409);
	}
	await page
		.locator('.rubric')
		.getByText(/saved in another window/)
		.first()
		.waitFor();
	equal(await page.locator(comment).inputValue(), 'second');
	const kept = page.waitForResponse((response) => response.url().endsWith('/save'));
	await page.getByRole('button', { name: 'Take what is saved' }).click();
	equal(await page.locator(comment).inputValue(), 'first');
	equal((await kept).status(), 200);
});

test('what is typed and scored before the scripts have come is saved when they have', async () => {
	const { page, desks } = await reviewer('reviewer2@hangyeol.example', { locale: 'en' });
	await begin(page, desks[1]!);
	let letThrough = () => {};
	const come = new Promise<void>((done) => (letThrough = done));
	await page.route('**/_app/**/*.js', async (route) => {
		await come;
		await route.continue();
	});
	await page.goto(desks[1]!, { waitUntil: 'commit' });
	await page.fill(comment, 'Typed ahead');
	await page.locator('fieldset label').first().click();
	const saved = page.waitForResponse((response) => response.url().endsWith('/save'));
	letThrough();
	equal((await saved).status(), 200);
	await page.unrouteAll();
	await page.reload();
	equal(await page.locator(comment).inputValue(), 'Typed ahead');
	equal(await page.locator('fieldset input:checked').inputValue(), '5');
});

test('without JavaScript, on a phone: save, be refused kindly, finish, reopen', async () => {
	const { page, desks } = await reviewer('reviewer3@nuri.example', { phone: true, locale: 'en', noScript: true });
	await begin(page, desks[0]!);
	await page.fill(comment, 'Clear figures.');
	await page.locator('.rubric button:not([formaction])').click();
	equal(await page.locator(comment).inputValue(), 'Clear figures.');
	await page.locator('button[formaction="?/finish"]').click();
	match(await text(page, '[role=alert]'), /Criteria without a score: 5[\s\S]*How well do you know/);
	for (const criterion of await page.locator('fieldset').all()) await criterion.locator('label').first().click();
	await page.locator('button[formaction="?/finish"]').click();
	await page.waitForURL(`**${desks[1]}`);
	await page.goto(desks[0]!);
	await page.locator('summary', { hasText: 'Reopen' }).click();
	await page.fill('form[action="?/reopen"] textarea', 'I misread the figures.');
	await page.locator('form[action="?/reopen"] button').click();
	equal(await page.locator('button[formaction="?/finish"]').count(), 1);
	equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
});

test('who does not review, or is not given it, finds nothing', async () => {
	const { desks } = await reviewer('reviewer4@gaongil.example', { locale: 'en' });
	const { page, desks: own } = await reviewer('reviewer5@saebyeok.example', { locale: 'en' });
	const theirs = desks.filter((desk) => !own.includes(desk))[0]!;
	const applicant = await theatre.open();
	await theatre.signIn(applicant, 'applicant@madang.example');
	const answers = [
		await page.request.get(theirs),
		await page.request.get(board),
		await applicant.request.get('/reviews'),
		await applicant.request.get(theirs),
		await applicant.request.get(board)
	];
	deepEqual(
		answers.map((answer) => answer.status()),
		[404, 404, 404, 404, 404]
	);
});

test('the organiser chooses bands on the picture and freezes them; afterwards nothing changes', async () => {
	await organiser.goto('/desk/calls/busan-2026/reviews/bands');
	const [first, second] = await organiser.locator('#tracks article').all();
	await first!.locator('input[name=accept_from]').fill('1');
	await first!.locator('input[name=draw_from]').fill('1');
	match(await text(organiser, '#tracks article'), /자리보다 많습니다/);
	await first!.locator('form button').click();
	match(await text(organiser, '[role=alert]'), /60자리보다 많습니다/);
	await first!.locator('input[name=accept_from]').fill('4.8');
	await first!.locator('input[name=draw_from]').fill('3');
	await first!.locator('form button').click();
	await first!.locator('[role=status]').waitFor();
	await second!.locator('input[name=draw_from]').fill('3');
	await second!.locator('form button').click();
	await second!.locator('[role=status]').waitFor();

	await organiser.goto('/desk/calls/busan-2026/reviews/freeze');
	await organiser.locator('main form button').click();
	await organiser.locator('textarea[aria-invalid=true]').waitFor();
	await organiser.fill('textarea[name=reason]', '점수가 끊기는 곳에 선을 두었습니다.');
	await organiser.locator('main form button').click();
	await organiser.waitForURL('**/desk/calls/busan-2026/reviews');
	match(await text(organiser), /구간이 확정되었습니다/);
	equal(await organiser.locator('form[method=post]').count(), 0);
});
