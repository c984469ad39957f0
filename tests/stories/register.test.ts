// The public registers for a talk with no account: on a phone with no scripts, places held and given, changed, handed on
// and cancelled, a waiting list that moves; and the desk that raises its capacity and decides.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { newestLink, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '40' });
});
after(() => theatre?.close());

const register = '/sessions/busan-talk/register';
const linkFor = (page: Page, email: string) => newestLink(page, email, /\/registrations\//);

async function fill(page: Page, name: string): Promise<void> {
	await page.fill('input[name=name]', name);
	await page.fill('input[name=email]', `${name.toLowerCase()}@audience.test`);
}

const stands = (page: Page, words: string) => page.locator('.tag', { hasText: new RegExp(`^${words}$`) }).waitFor();
/** Opens one of the three things to do with a registration, and does it: two presses. */
async function doing(page: Page, what: string, button: string): Promise<void> {
	await page.locator('summary', { hasText: what }).click();
	await page.getByRole('button', { name: button, exact: true }).click();
}

/** Somebody waits for a public place: their page. */
async function waits(name: string, guise: Parameters<Theatre['open']>[0]): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto(register);
	await page.getByRole('link', { name: 'Join the waiting list' }).click();
	await page.locator('input[name=name]').waitFor();
	await fill(page, name);
	await page.getByRole('button', { name: 'Join the waiting list' }).click();
	await stands(page, 'Waiting');
	return page;
}

test('without scripts, on a phone: a place is held, bad input is named and kept, and the place is given', async () => {
	const page = await theatre.open({ phone: true, noScript: true, locale: 'en' });
	await page.goto(register);
	const trade = page.locator('.kinds li', { hasText: 'Trade' });
	await trade.getByRole('button', { name: 'Hold my place' }).click();
	await page.getByText('1 held for you').waitFor();
	const held = page.url();
	await page.fill('input[name=name]', 'Sora');
	await page.fill('input[name=email]', 'sora@nowhere'); // an address to a browser, and none to mail
	await page.getByRole('button', { name: 'Confirm 1' }).click();
	await page.getByRole('alert').waitFor();
	equal(await page.inputValue('input[name=name]'), 'Sora');
	equal(await page.getAttribute('input[name=email]', 'aria-invalid'), 'true');
	const other = await page.context().newPage();
	await other.goto(register);
	await other.getByText('1 held for you').waitFor(); // another tab gains nothing
	await other.close();
	await fill(page, 'Sora');
	await page.getByRole('button', { name: 'Confirm 1' }).click();
	await stands(page, 'Registered');
	equal((await page.locator('.code').count()) > 0, true);
	ok((await linkFor(page, 'sora@audience.test')).endsWith(new URL(held).pathname));

	await page.locator('summary', { hasText: 'Hand on' }).click();
	const form = page.locator('form[action="?/handOn"]');
	await form.locator('input[name=name]').fill('Juno');
	await form.locator('input[name=email]').fill('juno@audience.test');
	await form.getByRole('button').click();
	await stands(page, 'Cancelled');
	const theirs = await theatre.open({ phone: true, noScript: true, locale: 'en' });
	await theirs.goto(await linkFor(page, 'juno@audience.test'));
	await stands(theirs, 'Registered');
	await doing(theirs, 'Cancel', 'Yes, cancel');
	await stands(theirs, 'Cancelled');
	await page.context().close();
	await theirs.context().close();
});

test('who waits knows their position; the desk raises the capacity, and the next in line is offered a place and takes it', async () => {
	const first = await waits('Minu', { locale: 'en' });
	const second = await waits('Dori', { locale: 'en', phone: true });
	match((await second.locator('.figure').first().textContent())!, /^\d+$/);
	const desk = await theatre.open({ locale: 'en' });
	await desk.goto('/sign-in');
	await theatre.signIn(desk, 'organiser@madang.example');
	await desk.goto('/desk/sessions/busan-talk/register?state=waiting&text=minu%40audience');
	await desk.getByText('1 found').waitFor();
	await desk.goto('/desk/sessions/busan-talk/register');
	await desk.waitForLoadState('networkidle');
	const kind = desk.locator('article:has(h3:text-is("Public"))');
	await kind.locator('summary').click();
	await kind.locator('input[name=capacity]').fill('100');
	await kind.getByRole('button', { name: 'Save' }).click();
	await desk.getByText('The least possible is 240.').waitFor();
	await kind.locator('input[name=capacity]').fill('400');
	await kind.getByRole('button', { name: 'Save' }).click();
	await desk.getByText('Done.').waitFor();
	for (const page of [first, second]) {
		await page.goto(page.url());
		await stands(page, 'A place is offered');
	}
	await first.getByRole('button', { name: 'Accept' }).click();
	await stands(first, 'Registered');
	await second.getByRole('button', { name: 'Decline' }).click();
	await stands(second, 'Cancelled');
	const file = await desk.request.get('/desk/sessions/busan-talk/register.csv');
	match(await file.text(), /minu@audience\.test/);
	for (const page of [first, second, desk]) await page.context().close();
});
