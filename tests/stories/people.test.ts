import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newestCode, few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const address = 'newcomer@madang.example';

for (const guise of [
	{ phone: true, locale: 'ko' },
	{ phone: false, locale: 'en' },
	{ phone: true, locale: 'ko', noScript: true }
] as const) {
	const how = `${guise.phone ? 'on a phone' : 'at a desk'}, in ${guise.locale}${'noScript' in guise ? ', without JavaScript' : ''}`;
	test(`a person signs in by a code and out again ${how}`, async () => {
		const page = await theatre.open(guise);
		await page.goto('/me');
		match(page.url(), /\/sign-in\?next=%2Fme$/);
		await theatre.signIn(page, address);
		equal(new URL(page.url()).pathname, '/me');
		equal(await page.locator('html').getAttribute('lang'), guise.locale);
		ok((await page.textContent('main'))?.includes(address));
		await page.locator('form[action="/sign-out"] button').click();
		await page.goto('/me');
		match(page.url(), /\/sign-in/);
	});
}

test('a wrong code says how many tries are left, in a sentence', async () => {
	const page = await theatre.open({ locale: 'en' });
	await page.goto('/sign-in');
	await page.fill('input[name=email]', address);
	await page.locator('form:has(input[name=email]) button').click();
	await page.waitForURL('**/sign-in/code**');
	const code = await newestCode(page, address);
	await page.fill('input[name=code]', code === '111111' ? '222222' : '111111');
	await page.locator('form:has(input[name=code]) button').click();
	await page.getByRole('alert').waitFor();
	match((await page.getByRole('alert').textContent()) ?? '', /4 more/);
});

test('a link scanner that opens the sign-in pages by GET and HEAD uses nothing up', async () => {
	const page = await theatre.open();
	await page.goto('/sign-in');
	await page.fill('input[name=email]', address);
	await page.locator('form:has(input[name=email]) button').click();
	await page.waitForURL('**/sign-in/code**');
	const code = await newestCode(page, address);
	for (const method of ['GET', 'HEAD', 'GET']) {
		await fetch(`${theatre.base}/sign-in/code?code=${code}`, { method });
		await page.request.fetch(`/sign-in/code?code=${code}`, { method });
	}
	await page.fill('input[name=code]', code);
	await page.locator('form:has(input[name=code]) button').click();
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
});

test('a passkey is added once and then lets its person in without a mail', async () => {
	const page = await theatre.open({ locale: 'en' });
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
			...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
		}
	});
	await page.goto('/me');
	await theatre.signIn(page, address);
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await page.getByRole('button', { name: 'Remove' }).waitFor();
	await page.locator('form[action="/sign-out"] button').click();
	await page.goto('/sign-in?next=/me');
	await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
	await page.waitForURL((url) => url.pathname === '/me');
	ok((await page.textContent('main'))?.includes(address));
});

test('an address of another site is never where a sign-in leads', async () => {
	const page = await theatre.open();
	await page.goto('/sign-in?next=//evil.example/x');
	equal(await page.locator('input[name=next]').first().getAttribute('value'), '/');
});

test('what is typed before the scripts have come is still there when they have', async () => {
	const page = await theatre.open({ phone: true });
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await new Promise((done) => setTimeout(done, 700));
		await route.continue();
	});
	await page.goto('/sign-in', { waitUntil: 'commit' });
	await page.fill('input[name=email]', address);
	await page.waitForLoadState('networkidle');
	equal(await page.inputValue('input[name=email]'), address);
});
