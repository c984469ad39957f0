import type { Page } from 'playwright-core';

/** Presses a form's button and waits until what it did is on the page. */
export async function press(page: Page, selector: string): Promise<void> {
	const sent = page.waitForResponse((response) => response.request().method() === 'POST');
	await page.locator(selector).first().click();
	await sent;
	await page.waitForLoadState('networkidle');
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
	else if (kind.endsWith('radio'))
		await page.locator(`label:has([name="answer_${key}"][value="${value}"])`).click();
	else await field.fill(value);
}
