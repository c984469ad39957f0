import '../../../tests/sealing.ts';
import '../../../tests/stay-here.ts';
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { back, client, goThrough, openProvider } from '../../../tests/provider.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { oidcAddress, oidcClaims, type OidcClient } from '#lib/oidc.server.ts';
import { providerDomains } from '#lib/settings.server.ts';
import { gate } from './gate.server.ts';
import { liveProvider, providersOffered, signInRules } from './providers.read.server.ts';
import {
	askProvider,
	endProvider,
	setProvider,
	setSecondFactor,
	signInByProvider,
	useAsking
} from './providers.write.server.ts';
import { visitorBySecret } from './read.server.ts';

let provider: Awaited<ReturnType<typeof openProvider>>;
before(async () => {
	provider = await openProvider();
	providerDomains.set('example.test', provider.issuer);
});
after(() => provider.close());

const here = { browser: 'browser' };
const seat = { agent: 'Chrome · Linux', locale: 'en' as const };
const joon = { email: 'joon@example.test', email_verified: true };

const formOf = (host: string, more: object = {}) => ({
	...{ host, nameKo: '우리 기관', nameEn: 'Our house', issuer: provider.issuer, ...client, domain: 'example.test' },
	...{ groupClaim: 'groups', groups: [{ name: 'madang-organisers', role: 'organiser' as const }] },
	...more
});

/** The host's provider, set by Hana; its id. */
async function set({ db, host, visitors }: Scene, more: object = {}): Promise<string> {
	await setProvider(db, gate.hostOrganiser(visitors.hana, host), formOf(host, more), noon);
	return (await providersOffered(reading(db)))[0]!.id;
}

/** Goes to the provider and comes back, as a browser would; `bend` changes what happens on the way. */
async function dance(db: Db, id: string, at = noon, bend: { browser?: string; of?: Partial<OidcClient> } = {}) {
	const { asked } = await liveProvider(reading(db), id);
	const asking = await askProvider(db, here, { provider: id, next: '/desk' }, at);
	return { asking, cameTo: await goThrough(await oidcAddress({ ...asked, ...bend.of }, asking, back)) };
}

async function comeBack(db: Db, cameTo: URL, at = noon): Promise<string> {
	const used = await useAsking(db, here, cameTo.searchParams.get('state')!, at);
	const claims = await oidcClaims(used.provider.asked, used.asking, cameTo);
	return signInByProvider(db, seat, { provider: used.provider, claims }, at);
}

const comes = async (db: Db, id: string, at = noon) => comeBack(db, (await dance(db, id, at)).cameTo, at);
const roles = async (db: Db, secret: string) =>
	(await visitorBySecret(reading(db), secret, noon)).roles.map(({ role }) => role);

test('whoever their organisation knows is signed in by their verified address, with the roles of their groups', () =>
	scene(async (world) => {
		const { db, host, visitors } = world;
		const id = await set(world);
		await setSecondFactor(db, gate.hostOrganiser(visitors.hana, host), 'required', noon);
		provider.says({ ...joon, groups: ['staff', 'madang-organisers'] });
		const secret = await comes(db, id);
		const visitor = await visitorBySecret(reading(db), secret, noon);
		deepEqual(
			[visitor.person?.id, visitor.roles],
			[world.joon.id, [{ role: 'organiser', hostId: host, callId: null }]]
		);
		equal((await comes(db, id)) === secret, false);
		equal((await told(db)).filter((verb) => verb === 'role.given').length, 1, 'the same role is given once');
		provider.says({ ...joon, groups: ['staff'] });
		deepEqual(await roles(db, await comes(db, id)), []);
		deepEqual(await roles(db, secret), [], 'also in the sign-in before');
		ok((await told(db)).includes('role.ended'));
	}));

test('a role that was given by hand stays whatever the groups say', () =>
	scene(async (world) => {
		const { db } = world;
		const id = await set(world);
		provider.says({ email: 'hana@example.test', email_verified: true, groups: [] });
		deepEqual(await roles(db, await comes(db, id)), ['organiser']);
	}));

test('no verified address, none at all, or one of another domain: refused, and nobody comes into being', () =>
	scene(async (world) => {
		const { db } = world;
		const id = await set(world);
		const people = async () => (await db.selectFrom('people').select('id').execute()).length;
		const before = await people();
		const groups = ['madang-organisers'];
		provider.says({ email: 'new@example.test', email_verified: false, groups });
		await rejects(comes(db, id), { code: 'people.email-not-verified' });
		provider.says({ email: 'new@example.test', groups });
		await rejects(comes(db, id), { code: 'people.email-not-verified' });
		provider.says({ groups });
		await rejects(comes(db, id), { code: 'people.email-not-verified' });
		for (const email of [
			'new@evil.test',
			'new@example.test.evil.test',
			'new@sub.example.test',
			'"a@example.test"@evil.test'
		]) {
			provider.says({ email, email_verified: true, groups });
			await rejects(comes(db, id), { code: 'people.email-elsewhere' }, email);
		}
		equal(await people(), before);
	}));

test('another state, another browser, the same again and ten minutes later are refused', () =>
	scene(async (world) => {
		const { db } = world;
		const id = await set(world);
		provider.says(joon);
		const refused = { code: 'people.provider-refused' };
		const { cameTo } = await dance(db, id);
		const state = cameTo.searchParams.get('state')!;
		await rejects(useAsking(db, here, 'another', noon), refused);
		await rejects(useAsking(db, here, '', noon), refused);
		await rejects(useAsking(db, { browser: 'other' }, state, noon), refused);
		await rejects(useAsking(db, here, state, hours(10 / 60)), refused);
		await comeBack(db, cameTo);
		await rejects(comeBack(db, cameTo), refused);
	}));

test('a wrong nonce, verifier, issuer, secret or code, and a code that is old: the library refuses each', () =>
	scene(async (world) => {
		const { db } = world;
		const id = await set(world);
		provider.says(joon);
		const { asked } = await liveProvider(reading(db), id);
		const bent = async (bend: (given: Awaited<ReturnType<typeof dance>>) => Promise<unknown>) => {
			await rejects(bend(await dance(db, id)));
		};
		await bent(({ asking, cameTo }) => oidcClaims(asked, { ...asking, nonce: 'another' }, cameTo));
		await bent(({ asking, cameTo }) => oidcClaims(asked, { ...asking, verifier: `${asking.verifier}x` }, cameTo));
		await bent(({ asking, cameTo }) => oidcClaims(asked, { ...asking, state: 'another' }, cameTo));
		await bent(({ asking, cameTo }) => oidcClaims({ ...asked, clientSecret: 'another' }, asking, cameTo));
		await bent(({ asking, cameTo }) => {
			cameTo.searchParams.set('code', 'another');
			return oidcClaims(asked, asking, cameTo);
		});
		await bent(({ asking, cameTo }) => {
			cameTo.searchParams.set('iss', 'https://evil.test');
			return oidcClaims(asked, asking, cameTo);
		});
		await bent(({ asking, cameTo }) => oidcClaims({ ...asked, staysHere: false }, asking, cameTo));
		await bent(async ({ asking, cameTo }) => {
			mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
			try {
				return await oidcClaims(asked, asking, cameTo);
			} finally {
				mock.timers.reset();
			}
		});
		const { asking, cameTo } = await dance(db, id);
		equal((await oidcClaims(asked, asking, cameTo)).email, joon.email, 'and unbent it is taken');
	}));

test('a host speaks for no domain that whoever runs the program has not given it, and for none once it is taken back', () =>
	scene(async (world) => {
		const { db, host, visitors } = world;
		const who = gate.hostOrganiser(visitors.hana, host);
		const wrong = { code: 'lib.fields', fields: { domain: 'people.domain-not-given' } };
		await rejects(setProvider(db, who, formOf(host, { domain: 'other.test' }), noon), wrong);
		await rejects(setProvider(db, who, formOf(host, { issuer: 'https://evil.test' }), noon), wrong);
		const id = await set(world);
		providerDomains.delete('example.test');
		await rejects(liveProvider(reading(db), id), { code: 'people.provider-not-found' });
		providerDomains.set('example.test', provider.issuer);
		await liveProvider(reading(db), id);
	}));

test('its secret is kept sealed and where none is given anew; ended, nobody comes by it and who did is out', () =>
	scene(async (world) => {
		const { db, host, visitors } = world;
		const who = gate.hostOrganiser(visitors.hana, host);
		const missing = { fields: { clientSecret: 'lib.required' } };
		await rejects(setProvider(db, who, formOf(host, { clientSecret: '' }), noon), missing);
		const first = await set(world);
		const id = await set(world, { clientSecret: '', groups: [] });
		await rejects(set(world, { clientSecret: '', clientId: 'another' }), missing);
		ok(!JSON.stringify(await db.selectFrom('providers').selectAll().execute()).includes(client.clientSecret));
		ok(!JSON.stringify(await signInRules(reading(db), who)).includes('secret'));
		await rejects(liveProvider(reading(db), first), { code: 'people.provider-not-found' });
		await setSecondFactor(db, who, 'required', noon);
		provider.says({ email: 'hana@example.test', email_verified: true });
		const secret = await comes(db, id);
		deepEqual(await roles(db, secret), ['organiser']);
		const elsewhere = gate.hostOrganiser(visitors.nari, world.otherHost);
		await rejects(endProvider(db, elsewhere, noon), { code: 'people.provider-not-found' });
		await endProvider(db, who, noon);
		deepEqual(await roles(db, secret), []);
		await rejects(liveProvider(reading(db), id), { code: 'people.provider-not-found' });
		deepEqual(await providersOffered(reading(db)), []);
	}));
