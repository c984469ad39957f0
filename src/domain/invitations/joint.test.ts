import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedIn } from '#domain/questions/eligible.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, letters, scene, type Scene } from '../../../tests/cast.ts';
import { invited, tokenOf } from '../../../tests/invited.ts';
import { makeJoint, nine } from '../../../tests/joint.ts';
import { movesAt, placesSince } from './moves.read.server.ts';
import { fillPlaces } from './moves.write.server.ts';
import { gatheringOf, invitationsOf } from './read.server.ts';
import { replyInvitation } from './replies.write.server.ts';

const cityOf = async (db: Scene['db'], id: string | null) =>
	(await db.selectFrom('stops').select('slug').where('id', '=', id).executeTakeFirst())?.slug;

test('the drawn of a joint draw are each invited to the stop they were drawn for', () =>
	scene(async (world) => {
		const { db, call } = world;
		await makeJoint(world);
		await invited(world, nine);
		const sent = await invitationsOf(reading(db), call.id);
		const transcript = (await placesSince(reading(db), call.id))!.transcript;
		equal(sent.length, transcript.result.drawn.length);
		for (const one of sent) {
			const slug = (await cityOf(db, one.stop_id))!;
			ok(transcript.result.stops![slug]!.includes(one.because.lot!));
			equal((await gatheringOf(reading(db), one)).call.stop.slug, slug);
		}
		const busan = sent.find(({ stop_id }) => stop_id !== call.stop_id)!;
		const letter = (await letters(db)).filter(({ to_address }) => to_address === busan.email).at(-1)!;
		const city = (await gatheringOf(reading(db), busan)).call.stop;
		ok(letter.body.includes(city.starts_on.slice(-2).replace(/^0/, '')), letter.body);
	}));

test('a place that is given back goes to the next who ranked that stop, and to nobody who did not', () =>
	scene(async (world) => {
		const { db, call } = world;
		await makeJoint(world);
		await invited(world, nine);
		const given = (await invitationsOf(reading(db), call.id)).find(({ stop_id }) => stop_id === call.stop_id)!;
		await replyInvitation(db, await tokenOf(world, given.email), { reply: 'decline' }, hours(74));
		const places = (await placesSince(reading(db), call.id))!;
		const [move] = movesAt(places, hours(80));
		equal(move!.place.stop, 'seoul-stop');
		ok(places.transcript.roster[move!.next.lot! - 1]!.ranking!.includes('seoul-stop'));
		equal(await fillPlaces(db, call.id, hours(80)), 1);
		const moved = (await invitationsOf(reading(db), call.id)).find(({ in_place_of }) => in_place_of === given.id)!;
		deepEqual([moved.stop_id, moved.because.lot], [call.stop_id, move!.next.lot]);
		equal(await fillPlaces(db, call.id, hours(80)), 0);
	}));

test('who was drawn for one stop does not ask at another', () =>
	scene(async (world) => {
		const { db, call } = world;
		const stops = await makeJoint(world);
		await invited(world, nine);
		const one = (await invitationsOf(reading(db), call.id))[0]!;
		await replyInvitation(db, await tokenOf(world, one.email), { reply: 'accept' }, hours(74));
		const asking = async (stop_id: string) =>
			(await acceptedIn(reading(db), { call_id: call.id, stop_id }).execute()).length;
		for (const id of stops.values()) equal(await asking(id), id === one.stop_id ? 1 : 0);
	}));

test('once the first of the stops has begun nobody is invited any more, and its places stay where they are', () =>
	scene(async (world) => {
		const { db, call } = world;
		await makeJoint(world);
		await invited(world, nine);
		const late = new Date('2026-12-10T03:00:00Z');
		const given = (await invitationsOf(reading(db), call.id)).find(({ stop_id }) => stop_id === call.stop_id)!;
		await rejects(replyInvitation(db, await tokenOf(world, given.email), { reply: 'accept' }, late));
		const places = (await placesSince(reading(db), call.id))!;
		ok(movesAt(places, late).every(({ place }) => place.stop !== 'seoul-stop'));
	}));
