import { randomUUID } from 'node:crypto';
import type { Db } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';

export type Opened = { slug: string; sessionId: string; kind: string };

const words = (text: string): Words => ({ ko: text, en: text });
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

/** A public session with an open register of so many places. */
export async function plantRegister(db: Db, capacity: number): Promise<Opened> {
	const slug = `bench-${randomUUID().slice(0, 8)}`;
	const stop_id = await plantStop(db, slug);
	const { id: session_id } = await db
		.insertInto('sessions')
		.values({
			...{ stop_id, slug, title: words('Talk'), visibility: 'public', starts_at: hours(48), ends_at: hours(50) },
			made_at: hours(0)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('registers')
		.values({ session_id, opens_at: hours(-1), closes_at: hours(24), made_at: hours(-2) })
		.execute();
	const { id: kind } = await db
		.insertInto('place_kinds')
		.values({ session_id, position: 0, name: words('Public'), capacity })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { slug, sessionId: session_id, kind };
}

async function plantStop(db: Db, slug: string): Promise<string> {
	const host = await db
		.insertInto('hosts')
		.values({ slug, name: words('Host'), made_at: hours(-9) })
		.returning('id')
		.executeTakeFirstOrThrow();
	const guest = { guest_name: words('Robin Vale'), guest_title: words('CEO'), guest_organisation: words('Vale AI') };
	const tour = await db
		.insertInto('tours')
		.values({ slug, title: words('A tour'), about: words('About'), ...guest, made_at: hours(-9) })
		.returning('id')
		.executeTakeFirstOrThrow();
	const stop = await db
		.insertInto('stops')
		.values({
			...{ tour_id: tour.id, host_id: host.id, slug, position: 1, city: words('Seoul'), country: words('Korea') },
			...{ time_zone: 'Asia/Seoul', starts_on: '2026-12-10', ends_on: '2026-12-11', hall: words('Hall') }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return stop.id;
}
