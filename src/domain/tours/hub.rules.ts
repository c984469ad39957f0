import type { Words } from '#lib/words.ts';

/** Something at a stop that has its moment: `to` where it lasts. */
export type Moment = {
	kind: 'opens' | 'closes' | 'draw' | 'register' | 'session';
	title: Words;
	at: Date;
	to?: Date;
	href: string | null;
	isCancelled?: boolean;
};

/** Something a visitor can do at a stop at this moment, and until when. */
export type Way = { kind: 'ask' | 'apply' | 'register'; title: Words; href: string; until: Date };

/** A stop's call as far as its dates go. */
export type DatedCall = {
	slug: string;
	title: Words;
	opens_at: Date;
	closes_at: Date;
	draw_at: Date;
	draw: { slug: string | null; isDrawn: boolean };
	published_at: Date;
	/** How often its dates were moved after that, and when last. */
	moved: { count: number; last: Date } | null;
};

/** A public session as far as its hours go; without an address of its own where only its title is public. */
export type DatedSession = {
	id: string;
	slug: string | null;
	title: Words;
	from: Date;
	to: Date;
	isCancelled: boolean;
	hall: Words | null;
	/** Its name for other programs, how often it has changed, and when the public was last shown it. */
	guid: string;
	sequence: number;
	releasedAt: Date;
	/** Whether visitors may ask in it, and whether it goes on. */
	takesQuestions: boolean;
	isOn: boolean;
};

/** When a session's places are given away. */
export type DatedRegister = { session_id: string; opens_at: Date; closes_at: Date };

export type AtStop = { calls: DatedCall[]; sessions: DatedSession[]; registers: DatedRegister[] };

/** What a visitor can do now, the most pressing first: ask while a session goes on, apply, register. */
export function waysNow({ calls, sessions, registers }: AtStop, now: Date): Way[] {
	const open = ({ opens_at, closes_at }: { opens_at: Date; closes_at: Date }) => opens_at <= now && now < closes_at;
	const asking = sessions
		.filter(({ isOn, takesQuestions, slug, isCancelled }) => isOn && takesQuestions && slug && !isCancelled)
		.map(({ slug, title, to }): Way => ({ kind: 'ask', title, href: `/sessions/${slug}`, until: to }));
	const applying = calls
		.filter(open)
		.map(({ slug, title, closes_at }): Way => ({ kind: 'apply', title, href: `/calls/${slug}`, until: closes_at }));
	const registering = registers.filter(open).flatMap(({ session_id, closes_at }): Way[] => {
		const session = sessions.find(({ id }) => id === session_id);
		if (!session?.slug || session.isCancelled) return [];
		return [{ kind: 'register', title: session.title, href: `/sessions/${session.slug}/register`, until: closes_at }];
	});
	return [...asking, ...[...applying, ...registering].sort((a, b) => a.until.getTime() - b.until.getTime())];
}

/** All that has or had its moment at a stop, in the order of time. */
export function momentsAt({ calls, sessions, registers }: AtStop, stop: string): Moment[] {
	const called = calls.flatMap(({ slug, title, opens_at, closes_at, draw_at, draw }): Moment[] => [
		{ kind: 'opens', title, at: opens_at, href: `/calls/${slug}` },
		{ kind: 'closes', title, at: closes_at, href: `/calls/${slug}` },
		{ kind: 'draw', title, at: draw_at, href: draw.slug ? `/draws/${draw.slug}` : `/calls/${slug}` }
	]);
	const held = sessions.map(({ slug, title, from, to, isCancelled }): Moment => {
		return { kind: 'session', title, at: from, to, isCancelled, href: slug && `/stops/${stop}/programme/${slug}` };
	});
	const registered = registers.flatMap(({ session_id, opens_at }): Moment[] => {
		const session = sessions.find(({ id }) => id === session_id);
		if (!session?.slug || session.isCancelled) return [];
		return [{ kind: 'register', title: session.title, at: opens_at, href: `/sessions/${session.slug}/register` }];
	});
	return [...called, ...registered, ...held].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Whether a moment has passed, goes on, or is ahead. */
export function momentState({ at, to }: Pick<Moment, 'at' | 'to'>, now: Date): 'past' | 'now' | 'ahead' {
	if (now < at) return 'ahead';
	return to && now < to ? 'now' : 'past';
}
