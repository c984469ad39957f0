// A stop's programme: drafted on the grid by hand and by keyboard, released, read by the public, run on the day; the
// press apply, are accredited, and read what is theirs.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { moveClockTo, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '40' });
});
after(() => theatre?.close());

const hidden = /Bilateral meeting|장관 양자 면담|heads of shipbuilding|조선·해양/;
const desk = '/desk/stops/busan/programme';

async function as(email: string, guise: Parameters<Theatre['open']>[0] = { locale: 'en' }): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto('/sign-in');
	await theatre.signIn(page, `${email}@madang.example`);
	return page;
}

const block = (page: Page, title: string) => page.locator('.grid-of-day a.block', { hasText: title });
const textOf = async (page: Page, path: string) => (await page.request.get(path)).text();

test('an organiser moves sessions by keyboard and by dragging, and releases what the public then sees', async () => {
	const page = await as('organiser');
	await page.goto(desk);
	await page.waitForLoadState('networkidle');
	const clinic = block(page, 'Clinic');
	await clinic.focus();
	await clinic.press('ArrowDown');
	await clinic.press('Shift+ArrowDown');
	await clinic.press('Enter');
	await page.getByText('Moved.').waitFor({ state: 'attached' });
	match((await block(page, 'Clinic').textContent())!, /13:50–14:50/);

	const talk = block(page, 'Public talk');
	await talk.scrollIntoViewIfNeeded();
	const box = (await talk.boundingBox())!;
	await page.mouse.move(box.x + 40, box.y + 20);
	await page.mouse.down();
	await page.mouse.move(box.x + 40, box.y + 20 + 3 * 7, { steps: 4 });
	const moved = page.waitForResponse((answer) => answer.url().includes('?/move'));
	await page.mouse.up();
	await moved;
	await block(page, 'Public talk').filter({ hasText: '15:15–16:45' }).waitFor();

	ok(!(await textOf(page, '/stops/busan/programme?lang=en')).includes('13:50'), 'a draft is nobody else’s');
	await page.getByRole('button', { name: 'Release version 2' }).click();
	await page.getByText('The draft is as released.').waitFor();
	const reader = await theatre.open({ locale: 'en', phone: true, noScript: true });
	await reader.goto('/stops/busan/programme/changes');
	await reader.getByRole('link', { name: 'Clinic' }).waitFor();
	match((await reader.locator('main, body').first().textContent())!, /13:30–14:30[\s\S]*13:50–14:50/);
	await page.context().close();
	await reader.context().close();
});

test('what is private is nowhere and what is masked shows its public title: pages, data and feeds', async () => {
	const reader = await theatre.open({ locale: 'en' });
	const base = '/stops/busan/programme';
	const paths = [
		base,
		`${base}/__data.json`,
		`${base}.ics`,
		`${base}/schedule.xml`,
		`${base}/schedule.json`,
		`${base}/changes`,
		`${base}/changes.atom`
	];
	for (const path of paths) {
		for (const locale of ['ko', 'en']) {
			const text = await textOf(reader, `${path}?lang=${locale}`);
			ok(!hidden.test(text), path);
		}
	}
	match(await textOf(reader, `${base}.ics?lang=en`), /SUMMARY:Private luncheon/);
	for (const slug of ['busan-bilateral', 'busan-luncheon'])
		deepEqual(
			await Promise.all(
				[`${base}/${slug}`, `${base}/${slug}.ics`].map(async (path) => (await reader.request.get(path)).status())
			),
			[404, 404]
		);
	await reader.context().close();
});

test('without a script a session is moved by its form, and a clash is said in words', async () => {
	const page = await as('organiser', { locale: 'en', noScript: true });
	await page.goto(desk);
	await page.locator('summary', { hasText: 'As a list' }).click();
	const row = page.locator('li', { has: page.getByRole('link', { name: 'Round table on safety and policy' }) });
	await row.locator('input[name=time]').fill('18:30');
	await row.getByRole('button').click();
	await page.getByText('is in Pado Room at the same time as').first().waitFor();
	await page.locator('summary', { hasText: 'As a list' }).click();
	await row.locator('input[name=time]').fill('15:15');
	await row.getByRole('button').click();
	await page.getByText('Nothing is in the way.').waitFor();
	await page.context().close();
});

test('the press apply on a phone, are accredited with a letter, and read what has opened for them alone', async () => {
	const press = await as('newcomer', { locale: 'ko', phone: true, noScript: true });
	await press.goto('/stops/busan/press');
	await press.fill('input[name=outlet]', '물결방송');
	await press.fill('input[name=job]', '기자');
	await press.locator('main form.card button, form.card button').first().click();
	await press.locator('[role=alert]').waitFor();
	equal(await press.inputValue('input[name=outlet]'), '물결방송');
	await press.fill('input[name=card]', '기자증 77');
	await press.check('input[name=agreed]');
	await press.locator('form.card button').click();
	await press.getByText('확인을 기다립니다').waitFor();
	await press.goto('/briefings');
	await press.getByText('지금 보실 자료가 없습니다').waitFor();

	const organiser = await as('organiser');
	await organiser.goto('/desk/stops/busan/press');
	await organiser.locator('article', { hasText: '물결방송' }).getByRole('button', { name: 'Accredit' }).click();
	await organiser.locator('article', { hasText: '물결방송' }).getByText('Accredited', { exact: true }).waitFor();
	await press.goto('/briefings');
	await press.getByText('협력 방안 보도 자료').waitFor();
	await press.getByText('엠바고').first().waitFor();
	await organiser.context().close();
	await press.context().close();
});

test('on the day a segment begins, a delay is seen before it is passed on, and the public page says both', async () => {
	const page = await as('organiser', { locale: 'en', noScript: true });
	const feed = (await (await page.request.get('/stops/busan/programme/schedule.json?lang=en')).json()) as {
		schedule: { conference: { days: { rooms: Record<string, { title: string; date: string }[]> }[] } };
	};
	const events = Object.values(feed.schedule.conference.days[0]!.rooms).flat();
	const morning = new Date(events.find(({ title }) => title.startsWith('Dialogue'))!.date);
	await moveClockTo(page, new Date(morning.getTime() + 5 * 60_000));
	await page.goto('/desk/stops/busan/run');
	const dialogue = page.locator('article.session', { hasText: 'Dialogue with the minister' });
	await dialogue.locator('button', { hasText: 'Begin' }).first().click();
	await dialogue.locator('summary').click();
	await dialogue.locator('input[name=minutes]').fill('20');
	await dialogue.locator('input[name=reason]').fill('The motorcade is late');
	await dialogue.getByRole('button', { name: 'See what it changes' }).click();
	await page.getByText('This is what it changes').waitFor();
	const reader = await theatre.open({ locale: 'en', noScript: true });
	await reader.goto('/stops/busan/programme/busan-dialogue');
	ok(!(await reader.textContent('body'))!.includes('12:20'), 'nothing is passed on yet');
	await page.getByRole('button', { name: 'Pass it on' }).click();
	await page.getByText('The motorcade is late').waitFor();
	await reader.goto('/stops/busan/programme/busan-dialogue');
	await reader.getByText('09:35–12:20').first().waitFor();
	await reader.goto('/stops/busan/programme');
	await reader.getByRole('heading', { name: 'Now', exact: true }).waitFor();
	ok(!(await reader.textContent('body'))!.includes('motorcade'), 'why is the desk’s own');
	await page.context().close();
	await reader.context().close();
});

test("the guest's office sees its stay, the private meeting included, and nobody else does", async () => {
	const guest = await as('guest');
	await guest.goto('/stops/busan/delegation');
	await guest.getByText('Bilateral meeting with the minister').waitFor();
	const press = await as('press');
	equal((await press.request.get('/stops/busan/delegation')).status(), 404);
	await guest.context().close();
	await press.context().close();
});
