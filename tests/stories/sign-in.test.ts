// How those who work for a host come in where it asks for more than a mail's code, and how they are put out.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { totpCode } from '#lib/totp.server.ts';
import { client, openProvider } from '../provider.ts';
import { few, freePort, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let provider: Awaited<ReturnType<typeof openProvider>>;
/** The organiser's page, once they have shown more. */
let desk: Page;
const backPath = '/sign-in/provider/back';
const organiser = 'organiser@madang.example';

before(async () => {
	const port = await freePort();
	provider = await openProvider(`http://localhost:${port}${backPath}`);
	theatre = await openTheatre({
		...{ ...few, PORT: String(port), PROVIDERS_STAY_HERE: '1' },
		PROVIDER_DOMAINS: `kova.example=${provider.issuer}`
	});
});
after(() => Promise.all([theatre?.close(), provider?.close()]));

const path = (page: Page) => new URL(page.url()).pathname;
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a host asks for more; its organiser is led to an app, without JavaScript on a phone, and on to where they went', async () => {
	desk = await theatre.open({ phone: true, noScript: true, locale: 'en' });
	const page = desk;
	await page.goto('/desk/sign-in');
	await theatre.signIn(page, organiser);
	await page.getByLabel('More than a mail').check();
	await page.locator('form[action="?/rule"] button').click();
	await page.getByText('Saved').first().waitFor();
	await page.goto('/desk/reads?x=1');
	equal(path(page), '/me/second');
	await press(page, 'Set up an app');
	const key = (await page.locator('code.key').textContent())!.replaceAll(' ', '');
	await page.fill('input[name=code]', '000000');
	await press(page, 'Set up');
	match((await page.getByRole('alert').textContent())!, /wrong/);
	equal((await page.locator('code.key').textContent())!.replaceAll(' ', ''), key, 'the same app is still being set up');
	await page.fill('input[name=code]', totpCode(key, new Date()));
	await press(page, 'Set up');
	equal(await page.locator('.codes li').count(), 10);
	await page.getByRole('link', { name: 'Go on' }).click();
	equal(page.url(), `${theatre.base}/desk/reads?x=1`);

	const other = await theatre.open({ locale: 'ko' });
	await other.goto('/desk');
	await theatre.signIn(other, organiser);
	equal(path(other), '/sign-in/second');
	await other.fill('input[name=code]', totpCode(key, new Date(Date.now() + 30_000)));
	await press(other, '확인');
	await other.waitForURL('**/desk');

	// What the other has open ends as it is put out from here.
	const opened = other.waitForResponse((one) => one.url().includes('/stream?'));
	await other.goto('/desk/sessions/busan-talk/questions');
	await page.goto('/me#sign-ins');
	equal(await page.locator('#sign-ins li').count(), 2);
	await opened;
	const told = other.waitForEvent('request', (one) => one.url().endsWith('/queue')).then(() => performance.now());
	const done = page.waitForResponse((one) => one.request().method() === 'POST').then(() => performance.now());
	await press(page, 'End all others');
	const ms = (await told) - (await done);
	ok(ms < 1_000, `the other heard of it ${ms} ms after it was done`);
	await other.waitForURL('**/sign-in?next=**');
	equal(await page.locator('#sign-ins li').count(), 1);
});

test('a reviewer adds a passkey and is where they wanted to go', async () => {
	const page = await theatre.open({ locale: 'ko' });
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
			...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
		}
	});
	await page.goto('/reviews');
	await theatre.signIn(page, 'reviewer@madang.example');
	equal(path(page), '/me/second');
	await press(page, '패스키 추가');
	await page.waitForURL('**/reviews');
	await page.locator('main h1').waitFor();
});

test('an organiser sets their organisation’s account; a colleague comes by it, with the role of their group', async () => {
	await desk.goto('/desk/sign-in');
	const said = {
		...{ nameKo: '코바', nameEn: 'Kova', issuer: provider.issuer, domain: 'kova.example', groupClaim: 'groups' },
		...{ clientId: client.clientId, clientSecret: client.clientSecret, groups: 'madang-organisers = organiser' }
	};
	for (const [name, text] of Object.entries(said)) await desk.fill(`[name=${name}]`, text);
	await desk.locator('form[action="?/provider"] button').click();
	await desk.getByText('Saved').first().waitFor();

	provider.says({ email: 'newcomer@kova.example', email_verified: true, groups: ['madang-organisers'] });
	const page = await theatre.open({ locale: 'ko' });
	await page.goto('/sign-in?next=/desk');
	await page.getByRole('link', { name: '코바 계정으로 로그인' }).click();
	await page.waitForURL(`${theatre.base}/desk`);
	// Who came by a mail's code is offered the same where one thing more is asked for.
	const byCode = await theatre.open({ locale: 'en', phone: true });
	await theatre.signIn(byCode, 'newcomer@kova.example');
	await byCode.goto('/desk');
	match(byCode.url(), /\/sign-in\/second/);
	await byCode.getByRole('link', { name: 'Set up a passkey or an authenticator app instead' }).waitFor();
	await byCode.getByRole('link', { name: /Kova/ }).click();
	await byCode.waitForURL(`${theatre.base}/desk`);
	provider.says({ email: 'newcomer@kova.example', groups: ['madang-organisers'] });
	const stranger = await theatre.open({ locale: 'ko' });
	await stranger.goto('/sign-in');
	await stranger.getByRole('link', { name: '코바 계정으로 로그인' }).click();
	match((await stranger.locator('main h1').textContent())!, /확인된 메일 주소가 없어/);
	equal((await stranger.context().cookies()).filter(({ name }) => name === 'sign-in').length, 0);
});
