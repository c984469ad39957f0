import type { Page } from 'playwright-core';
import { press } from './hand.ts';
import type { Theatre } from './theatre.ts';

/** The organiser asks for what two people decide, and the host's other organiser, in a browser of their own, approves it. */
export async function approve(
	theatre: Theatre,
	organiser: Page,
	desk: string,
	act: 'draw-seal' | 'export' = 'draw-seal'
): Promise<Page> {
	await organiser.goto(`${desk}/approvals`);
	const form = `form[action="?/ask"]:has(input[value="${act}"])`;
	await organiser.fill(`${form} [name=reason]`, 'The work of this week needs it, as we agreed.');
	await press(organiser, `${form} button`);
	const second = await theatre.open({ locale: 'en', phone: true });
	await second.goto(`${desk}/approvals`);
	await theatre.signIn(second, 'organiser2@madang.example');
	await press(second, 'form[action="?/answer"] button[value=approved]');
	return second;
}
