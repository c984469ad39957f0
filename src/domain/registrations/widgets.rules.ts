import type { Words } from '#lib/words.ts';
import { left, type PlaceKind, type Register } from './rules.ts';

/** Where a register stands for the public: not open yet, people may come and wait, open, or over. */
export type RegisterState = 'soon' | 'queue' | 'open' | 'over';

type Told = {
	session: { slug: string; title: Words; starts_at: Date; ends_at: Date; time_zone: string };
	register: Pick<Register, 'opens_at' | 'closes_at' | 'manner' | 'queue_opens_at'>;
	kinds: PlaceKind[];
	baseUrl: string;
};

/** What a site elsewhere is told of a register: nothing of who registered, and no places that are not for everybody. */
export function registerTold({ session, register, kinds, baseUrl }: Told, at: Date) {
	const state = registerState(register, at);
	const page = register.queue_opens_at && state !== 'over' ? 'queue' : 'register';
	return {
		...{ title: session.title, startsAt: session.starts_at, endsAt: session.ends_at, zone: session.time_zone },
		...{ state, manner: register.manner, opensAt: register.opens_at, closesAt: register.closes_at },
		kinds: kinds
			.filter(({ audience }) => audience === 'anyone')
			.map((kind) => ({ name: kind.name as Words, capacity: kind.capacity, left: Math.max(0, left(kind)) })),
		url: `${baseUrl}/sessions/${session.slug}/${page}`
	};
}

export function registerState({ opens_at, closes_at, queue_opens_at }: Told['register'], at: Date): RegisterState {
	if (at >= closes_at) return 'over';
	if (at >= opens_at) return 'open';
	return queue_opens_at && at >= queue_opens_at ? 'queue' : 'soon';
}
