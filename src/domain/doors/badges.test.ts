import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { reading, together } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { issueTickets, revokeTickets } from '#domain/registrations/tickets.write.server.ts';
import { hours, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { acceptedApplication, addSession, pressOf } from '../../../tests/floor.ts';
import { badgesOf } from './badges.read.server.ts';
import { chosen, sheetsFor, type Badge } from './badges.rules.ts';
import { badgePictures, badgeSheets } from './sheets.read.server.ts';

/** Somebody who registered for the session, with a ticket for each who comes. */
async function registers(world: Scene, session: { id: string }, { email, names }: { email: string; names: string[] }) {
	const { db } = world;
	const kinds = await db.selectFrom('place_kinds').select('id').where('session_id', '=', session.id).execute();
	const who = { name: names[0]!, email, affiliation: 'A firm', locale: 'ko', token_hash: hashed(newSecret()) };
	const registration = await db
		.insertInto('registrations')
		.values({
			...{ ...who, session_id: session.id, place_kind_id: kinds[0]!.id, state: 'registered', size: names.length },
			...{ made_at: noon, state_at: noon }
		})
		.returning(['id', 'session_id'])
		.executeTakeFirstOrThrow();
	const holders = names.map((name, nth) => ({ nth, name }));
	await together(db, (tx) => issueTickets(tx, [{ ...registration, holders }], noon));
	return registration.id;
}

async function gathered(world: Scene) {
	const { db, call, joon, mina } = world;
	const session = await addSession(world);
	await db
		.insertInto('registers')
		.values({ session_id: session.id, opens_at: hours(-2), closes_at: hours(2), made_at: noon })
		.execute();
	const kind = { session_id: session.id, position: 0, name: { ko: '일반', en: 'Public' }, capacity: 9, taken: 3 };
	await db.insertInto('place_kinds').values(kind).execute();
	const stop = await db.selectFrom('stops').select('tour_id').where('id', '=', call.stop_id).executeTakeFirstOrThrow();
	await db
		.insertInto('delegates')
		.values({ tour_id: stop.tour_id, name: { ko: '로빈 베일', en: 'Robin Vale' }, title: words('CEO'), position: 1 })
		.execute();
	await (
		await pressOf(world, joon.id)
	)('accredited');
	const { invitation } = await acceptedApplication(world, mina.id);
	const attendee = { invitation_id: invitation, is_applicant: true, name: '미나', email: mina.email, locale: 'ko' };
	await db
		.insertInto('attendees')
		.values({ ...attendee, pass_code: 'PASS23456789', named_at: noon, admitted_at: noon })
		.execute();
	await registers(world, session, { email: joon.email, names: ['Joon of the press'] });
	const sora = await registers(world, session, { email: 'sora@example.test', names: ['소라', '민우'] });
	return { session, sora };
}

test('everybody who may come has one badge, those with a ticket its code; what was revoked prints nothing', () =>
	scene(async (world) => {
		const { session, sora } = await gathered(world);
		const of = async () =>
			(await badgesOf(reading(world.db), session))
				.map(({ group, name, second, firm, secret }) => [group, name, second, firm.slice(0, 7), Boolean(secret)])
				.sort((a, b) => String(a).localeCompare(String(b)));
		const [delegate, mina] = [
			['delegation', '로빈 베일', 'Robin Vale', 'Vale AI', false],
			['invited', '미나', '', 'Firm of', false]
		];
		const [press, minwoo, soraRow] = [
			['press', 'joon', '', 'A paper', true],
			['registered', '민우', '', '', true],
			['registered', '소라', '', 'A firm', true]
		];
		deepEqual(await of(), [delegate, mina, press, minwoo, soraRow]);
		await together(world.db, (tx) => revokeTickets(tx, sora, 'cancelled', noon));
		deepEqual(await of(), [delegate, mina, press]);
		const elsewhere = await addSession(world, { slug: 'evening' });
		equal((await badgesOf(reading(world.db), elsewhere)).filter(({ secret }) => secret).length, 0);
	}));

const badge = (more: Partial<Badge>): Badge => ({
	...{ key: String(more.name), group: 'registered', name: '소라', second: '', firm: '', kind: null, secret: null },
	...more
});

test('badges are chosen by group and by text, and stand in the order they are handed out', () => {
	const all = [
		badge({ name: '하나' }),
		badge({ name: '가온' }),
		badge({ name: 'Zoe', group: 'press', firm: 'A Paper' })
	];
	const names = (choice: Partial<Parameters<typeof chosen>[1]>) =>
		chosen(all, { groups: ['press', 'registered'], text: '', skip: 0, ...choice }).map(({ name }) => name);
	deepEqual(names({}), ['Zoe', '가온', '하나']);
	deepEqual(names({ groups: ['registered'] }), ['가온', '하나']);
	deepEqual(names({ text: 'a p' }), ['Zoe']);
	deepEqual([sheetsFor(0, 5), sheetsFor(8, 0), sheetsFor(8, 1), sheetsFor(3, 5)], [0, 1, 2, 1]);
});

const sheet = { title: { ko: '공개 대담', en: 'Public talk' }, stop: '부산', locale: 'ko' as const };

test('eight are on a sheet; hostile names are letters like any others; nothing stands outside its badge', async () => {
	const names = [
		'소라',
		'<script>alert(1)</script>',
		'(\\) Tj ET',
		'𝕏'.repeat(5),
		'가나다라마바사'.repeat(20),
		' ',
		'e\u0301'
	];
	const badges = Array.from({ length: 9 }, (_, at) =>
		badge({
			key: `${at}`,
			name: names[at % names.length],
			firm: '주식회사 '.repeat(at * 5),
			secret: at % 2 ? 'MT1.x.y.z' : null
		})
	);
	const bytes = await badgeSheets({ ...sheet, badges, skip: 0 }, noon);
	equal([...bytes.toString('latin1').matchAll(/\/Type \/Page\b/g)].length, 2);
	const { pictures, missing } = await badgePictures({ ...sheet, badges }, badges, noon);
	deepEqual(missing, ['𝕏']);
	for (const { lines, band } of pictures) {
		for (const { x, y, size } of lines) ok(x >= 0 && y >= 0 && y + size <= band.y + band.height, `${y} ${size}`);
	}
	match(pictures[0]!.lines.at(-1)!.text, /^참가자 · Participant$/);
	equal((await badgeSheets({ ...sheet, badges: badges.slice(0, 8), skip: 1 }, noon)).toString('latin1').match(/\/Type \/Page\b/g)!.length, 2); // prettier-ignore
});
