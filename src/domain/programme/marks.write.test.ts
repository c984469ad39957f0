import { deepEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { markSegment } from './marks.write.server.ts';
import { sessionBySlug } from './read.server.ts';
import { atGate, segmentNext, segmentNow } from './rules.ts';

async function addSession({ db, call }: Scene, slug = 'morning') {
	const { id } = await db
		.insertInto('sessions')
		.values({
			...{ stop_id: call.stop_id, call_id: call.id, slug, title: words('Morning') },
			...{ starts_at: noon, ends_at: hours(2), made_at: hours(-1) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const segments = (['moderator', 'drawn', 'press'] as const).map((askers, position) => ({
		...{ session_id: id, position, title: words(askers), minutes: 30, askers }
	}));
	await db.insertInto('segments').values(segments).execute();
	return sessionBySlug(reading(db), slug);
}

test('a segment begins once, ends, and can be taken back; the next one is known', () =>
	scene(async (world) => {
		const session = await addSession(world);
		const who = { ...gate.moderator(world.visitors.hana, atGate(session)), sessionId: session.id };
		const [first, second] = session.segments;
		const mark = (segmentId: string, mark: 'begin' | 'end' | 'reset', hour: number) =>
			markSegment(world.db, who, { segmentId, mark }, hours(hour));
		equal(await mark(first!.id, 'end', 0), false, 'what has not begun cannot end');
		equal(await mark(first!.id, 'begin', 0), true);
		equal(await mark(first!.id, 'begin', 1), false);
		equal(await mark(first!.id, 'end', 1), true);
		equal(await mark(second!.id, 'begin', 1), true);
		equal(await mark(second!.id, 'reset', 1), true);
		const { segments } = await sessionBySlug(reading(world.db), 'morning');
		deepEqual([segments[0]!.began_at, segments[0]!.ended_at, segments[1]!.began_at], [noon, hours(1), null]);
		equal(segmentNow(segments), undefined);
		equal(segmentNext(segments)?.id, second!.id);
		const marks = ['segment.begun', 'segment.ended', 'segment.begun', 'segment.reset'];
		deepEqual((await told(world.db)).slice(-4), marks);
	}));

test("another session's segment is not there, nor is a session for who is nobody at it", () =>
	scene(async (world) => {
		const [morning, other] = [await addSession(world), await addSession(world, 'other')];
		const who = { ...gate.moderator(world.visitors.hana, atGate(morning)), sessionId: morning.id };
		const wish = { segmentId: other.segments[0]!.id, mark: 'begin' as const };
		await rejects(markSegment(world.db, who, wish, noon), { code: 'programme.segment-not-found' });
		throws(() => gate.moderator(world.visitors.nari, atGate(morning)), { code: 'people.not-found' });
		throws(() => gate.moderator(world.visitors.seri, atGate(morning)), { code: 'people.not-found' });
		ok(gate.moderator(world.visitors.hana, atGate(other)));
	}));
