// Domains against a real name server: what it says decides, and for how long.
import { names } from '../../../tests/own-names.ts';
import '../../../tests/folder.ts';
import { deepEqual, equal, match, notEqual, rejects } from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { hours, letters, noon, scene, told } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';

// The settings are read where they are first asked for: by now they name the server.
const { domainOf, domainsDue, isLive, lookAtDomain, siteOf } = await import('./read.server.ts');
const { submitDraft, writeDraft } = await import('../../../tests/applying.ts');
const { dropDomain, leaveLook, nameDomain, proveDomain } = await import('./write.server.ts');

const name = 'apply.haneul.example';
const good = { proof: 'good', way: 'good' } as const;
const days = (count: number) => hours(24 * count);

/** What the name server says: where each name leads, and the texts. Here is the installation. */
let there: Record<string, string> = {};
let texts: Record<string, string[] | null> = {};

beforeEach(() => {
	[there, texts] = [{ localhost: '127.0.0.1', [name]: '127.0.0.1' }, {}];
	names.answer = (asked, type) => (type === 'A' && there[asked] ? [there[asked]] : []);
	names.texts = (asked) => (texts[asked] === undefined ? [] : texts[asked]);
});
after(() => names.close());

test('a domain is live once its text is there and it leads here, and letters lead to it', () =>
	scene(async (world) => {
		const { db, host, otherHost, call } = world;
		const who = hanaAtDesk(world);
		await nameDomain(db, who, name, noon);
		const { token } = (await domainOf(reading(db), host))!;
		deepEqual(await proveDomain(db, who, noon), { proof: 'missing', way: 'good' });
		texts[`_madang.${name}`] = ['v=spf1 -all'];
		deepEqual(await proveDomain(db, who, noon), { proof: 'other', way: 'good' });
		texts[`_madang.${name}`] = ['v=spf1 -all', `madang=${token}`];
		there[name] = '192.0.2.7';
		deepEqual(await proveDomain(db, who, noon), { proof: 'good', way: 'elsewhere' });
		delete there[name];
		deepEqual(await proveDomain(db, who, noon), { proof: 'good', way: 'missing' });
		equal(await isLive(reading(db), name), false);
		equal(await siteOf(reading(db), { call: call.id }), 'http://localhost:3000');
		there[name] = '127.0.0.1';
		deepEqual(await proveDomain(db, who, noon), good);
		equal(await isLive(reading(db), name.toUpperCase()), true);
		for (const whose of [{ call: call.id }, { stop: call.stop_id }, { host }])
			equal(await siteOf(reading(db), whose), `http://${name}:3000`);
		equal(await siteOf(reading(db), { host: otherHost }), 'http://localhost:3000');
		await proveDomain(db, who, hours(1));
		await dropDomain(db, who, hours(2));
		equal(await isLive(reading(db), name), false);
		await rejects(dropDomain(db, who, hours(3)), { code: 'domains.none' });
		await rejects(proveDomain(db, who, hours(3)), { code: 'domains.none' });
		deepEqual(await told(db), ['host.domain-named', 'host.domain-live', 'host.domain-dropped']);
	}));

test('an applicant’s letter leads to the host’s domain while that is live', () =>
	scene(async (world) => {
		const { db, host, joonApplying: who } = world;
		await nameDomain(db, hanaAtDesk(world), name, noon);
		const { token } = (await domainOf(reading(db), host))!;
		const bodies = async () => {
			await writeDraft(db, who);
			await submitDraft(db, who);
			return (await letters(db)).at(-1)!.body;
		};
		match(await bodies(), /http:\/\/localhost:3000\/calls\/[\w-]+\/mine/);
		await db.deleteFrom('letters').execute();
		await leaveLook(db, { hostId: host, by: null, token }, good, noon);
		match(await bodies(), /http:\/\/apply\.haneul\.example:3000\/calls\/[\w-]+\/mine/);
	}));

test('of two hosts with one name the one that proves it has it; who has given it up has left it to the other', () =>
	scene(async (world) => {
		const { db, host, otherHost } = world;
		const [hana, nari] = [hanaAtDesk(world), nariAtDesk(world)];
		await nameDomain(db, nari, name, noon);
		await nameDomain(db, hana, name, noon);
		const tokens = await Promise.all([host, otherHost].map(async (id) => (await domainOf(reading(db), id))!.token));
		notEqual(tokens[0], tokens[1]);
		texts[`_madang.${name}`] = [`madang=${tokens[0]}`];
		deepEqual(await proveDomain(db, nari, noon), { proof: 'other', way: 'good' });
		await proveDomain(db, hana, noon);
		texts[`_madang.${name}`] = tokens.map((token) => `madang=${token}`);
		await rejects(proveDomain(db, nari, noon), { code: 'domains.taken' });
		await dropDomain(db, hana, noon);
		await proveDomain(db, nari, noon);
		equal(await siteOf(reading(db), { host: otherHost }), `http://${name}:3000`);
	}));

test('the installation’s own name is refused, the same name again changes nothing, and another ends the first', () =>
	scene(async (world) => {
		const { db, host } = world;
		const who = hanaAtDesk(world);
		await rejects(nameDomain(db, who, 'localhost', noon), { code: 'domains.own-name' });
		await nameDomain(db, who, name, noon);
		const { token } = (await domainOf(reading(db), host))!;
		await leaveLook(db, { hostId: host, by: null, token }, good, noon);
		await nameDomain(db, who, name, hours(1));
		equal((await domainOf(reading(db), host))?.live_at?.getTime(), noon.getTime());
		await nameDomain(db, who, 'xn--bj0bj06e.xn--3e0b707e', hours(2));
		const other = (await domainOf(reading(db), host))!;
		deepEqual([other.read, other.live_at], ['한글.한국', null]);
		await leaveLook(db, { hostId: host, by: null, token }, good, hours(3)); // a look at the one before, that came late
		equal((await domainOf(reading(db), host))?.live_at, null);
		deepEqual(await told(db), ['host.domain-named', 'host.domain-live', 'host.domain-named']);
	}));

test('a live domain is looked at daily; one that is missed is told of, and goes off after seven days', () =>
	scene(async (world) => {
		const { db, host } = world;
		await nameDomain(db, hanaAtDesk(world), name, noon);
		const { token } = (await domainOf(reading(db), host))!;
		const look = (at: Date, seen: Parameters<typeof leaveLook>[2]) =>
			leaveLook(db, { hostId: host, by: null, token }, seen, at);
		deepEqual(await domainsDue(reading(db), days(9)), []); // not live: nobody has to look
		await look(noon, good);
		equal((await domainsDue(reading(db), hours(23))).length, 0);
		equal((await domainsDue(reading(db), hours(24))).length, 1);
		await look(days(1), { proof: 'unreachable', way: 'unreachable' }); // who says nothing has not said no
		equal((await domainOf(reading(db), host))?.missed_at, null);
		await look(days(2), { proof: 'missing', way: 'good' });
		await look(days(3), { proof: 'missing', way: 'good' });
		equal((await letters(db)).length, 1);
		await look(days(4), good);
		equal((await domainOf(reading(db), host))?.missed_at, null);
		await look(days(5), { proof: 'good', way: 'elsewhere' });
		await look(days(11.9), { proof: 'unreachable', way: 'unreachable' });
		equal(await isLive(reading(db), name), true);
		await look(days(12), { proof: 'unreachable', way: 'elsewhere' });
		equal(await isLive(reading(db), name), false);
		const sent = await letters(db);
		equal(sent.length, 3);
		match(sent.at(-1)!.subject, /apply\.haneul\.example/);
		deepEqual(await told(db), [
			...['host.domain-named', 'host.domain-live', 'host.domain-missed', 'host.domain-missed', 'host.domain-off']
		]);
	}));

test('a name server that does not answer is told apart from one that says there is nothing', async () => {
	names.texts = () => null;
	const look = await lookAtDomain({ name, token: 'x' });
	deepEqual(look, { proof: 'unreachable', way: 'good' });
});
