import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Presses a form's button, once the page has come alive, and waits until what it did is on the page. */
export async function press(page: Page, selector: string): Promise<void> {
	await quiet(page);
	const sent = page.waitForResponse((response) => response.request().method() === 'POST');
	await page.locator(selector).first().click();
	await sent;
	await quiet(page);
}

/** Opens a page whose scripts come late: does something with it before, and answers when it is awake. */
export async function early(page: Page, path: string, before: () => Promise<void>): Promise<void> {
	let come = () => {};
	const held = new Promise<void>((done) => (come = done));
	await page.route('**/_app/**/*.js', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto(path, { waitUntil: 'commit' });
	await before();
	come();
	await awake(page);
	await page.unrouteAll();
}

/** Waits until the page's scripts have come and listen: a key pressed before is heard by nobody. */
export const awake = (page: Page) => page.locator('html[data-awake]').waitFor();

// The browser's own "network idle" is reached once a page and then stays: what a form fetches afterwards is not in it.
async function quiet(page: Page, forMs = 400): Promise<void> {
	let last = Date.now();
	const heard = () => (last = Date.now());
	const sounds = ['request', 'requestfinished', 'requestfailed'] as const;
	page.on('request', heard).on('requestfinished', heard).on('requestfailed', heard);
	while (Date.now() - last < forMs) await page.waitForTimeout(50);
	for (const sound of sounds) page.off(sound as 'request', heard);
}

/** What the page says in its main part. */
export async function textOf(page: Page): Promise<string> {
	return (await page.textContent('main')) ?? '';
}

/** Fills one field of a form, whatever kind it is: text, choice or radio. */
export async function answer(page: Page, key: string, value: string): Promise<void> {
	const field = page.locator(`[name="answer_${key}"]`);
	const kind = await field.first().evaluate((element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`);
	if (kind.startsWith('SELECT')) await field.selectOption(value);
	else if (kind.endsWith('radio')) await page.locator(`label:has([name="answer_${key}"][value="${value}"])`).click();
	else await field.fill(value);
}

/** What keeps a page from some people: axe's findings (WCAG 2.2 A and AA), and a page wider than its screen. */
export async function barriers(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
		.analyze();
	const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
	return [...found, ...(await tooWide(page))];
}

/** What of a page does not fit the screen's width, in words; empty when all does. */
export async function tooWide(page: Page): Promise<string[]> {
	const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	return width > 0 ? [`${width} px wider than the screen`] : [];
}
