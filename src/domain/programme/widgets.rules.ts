import type { Words } from '#lib/words.ts';
import { dayOf, type PublicSession } from './public.rules.ts';

type Told = { stop: { slug: string; city: Words; time_zone: string }; sessions: PublicSession[]; baseUrl: string };

/** What a site elsewhere is told of a programme: what its newest release shows the public, and when it is by now. */
export function programmeTold({ stop, sessions, baseUrl }: Told) {
	const page = `${baseUrl}/stops/${stop.slug}/programme`;
	return {
		...{ city: stop.city, zone: stop.time_zone, url: page },
		sessions: sessions
			.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
			.map(({ startsAt, from, to, shown }) => ({
				...{ day: dayOf(startsAt, stop.time_zone), from, to, isLate: from > startsAt, isCancelled: shown.cancelled },
				...{ title: shown.title, hall: shown.hall?.name ?? null },
				speakers: [...new Map(shown.speakers.map(({ id, name }) => [id, name])).values()],
				url: shown.slug ? `${page}/${shown.slug}` : null
			}))
	};
}
