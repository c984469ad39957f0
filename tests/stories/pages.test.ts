// Every page that needs no particular state, looked at on a phone and at a desk, in both languages.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, tooWide } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const pages: Record<string, string[]> = {
	'': [
		'/',
		'/tours/tessellane-tour',
		'/calls/seoul-2026',
		'/calls/busan-2026',
		'/calls/busan-2026/log',
		'/sign-in',
		'/receipts/check',
		'/draws/verify',
		...['/docs', '/docs/draw', '/docs/settings']
	],
	'applicant@madang.example': [
		'/calls/seoul-2026/apply',
		'/calls/seoul-2026/mine',
		'/calls/seoul-2026/mine/receipt',
		'/me'
	],
	'reviewer@madang.example': ['/reviews'],
	'organiser@madang.example': [
		...[
			'/desk',
			'/desk/stops/busan/copy',
			'/desk/calls/new',
			'/desk/calls/seoul-2026',
			'/desk/calls/seoul-2026/notice'
		],
		...['/desk/calls/seoul-2026/form', '/desk/calls/seoul-2026/trial', '/desk/calls/seoul-2026/preview'],
		...['/desk/calls/seoul-2026/deadline', '/desk/calls/seoul-2026/codes', '/desk/calls/seoul-2026/copy'],
		...['/desk/calls/busan-2026/screening', '/desk/calls/busan-2026/next'],
		...[
			'/desk/calls/seoul-2026/applications',
			'/desk/calls/seoul-2026/import',
			'/desk/calls/busan-2026/reviews',
			'/desk/calls/busan-2026/reviews/bands?basis=adjusted&way=line&level=95',
			'/desk/calls/busan-2026/reviews/export',
			'/desk/calls/busan-2026/reviews/assignment',
			'/desk/calls/busan-2026/reviews/dates',
			'/desk/calls/busan-2026/reviews/reminders',
			'/desk/calls/busan-2026/decisions',
			'/desk/reads',
			'/desk/calls/busan-2026/reviews/import',
			'/desk/calls/busan-2026/draw',
			'/desk/calls/busan-2026/invitations/rules',
			'/desk/calls/busan-2026/letters',
			'/desk/calls/busan-2026/letters/templates',
			'/desk/calls/busan-2026/letters/sender'
		],
		...['/desk/calls/busan-2026/people', '/desk/calls/busan-2026/journal', '/desk/calls/busan-2026/invitations']
	]
};

for (const guise of [
	{ phone: true, locale: 'ko' },
	{ phone: false, locale: 'en' }
] as const) {
	for (const [email, paths] of Object.entries(pages)) {
		test(`${email || 'the public'}: nothing stands in the way ${guise.phone ? 'on a phone' : 'at a desk'}, in ${guise.locale}`, async () => {
			const page = await theatre.open(guise);
			if (email) {
				await page.goto('/sign-in');
				await theatre.signIn(page, email);
			}
			for (const path of paths) {
				equal((await page.goto(path))!.status(), 200, path);
				// What a machine sees of barriers is the same in both: it looks where there is least room.
				deepEqual(await (guise.phone ? barriers : tooWide)(page), [], path);
				equal(await page.locator('html').getAttribute('lang'), guise.locale);
				ok((await page.title()).length > 3, path);
			}
			await page.context().close();
		});
	}
}
