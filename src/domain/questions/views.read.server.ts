import type { Db, Reader } from '#lib/db.server.ts';
import { rememberingUntilNews } from '#lib/remember.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import type { Segment, WholeSession } from '#domain/programme/rules.ts';
import { alikeOf, flagsIn } from './alike.rules.ts';
import { standingIn } from './eligible.read.server.ts';
import { ownPurpose, saidOfAsker } from './links.read.server.ts';
import { ordered } from './order.rules.ts';
import * as reads from './read.server.ts';
import { actsOn, checkSeen, isTaking, notAccredited, notYourTurn, onlyModerator, type Audience } from './rules.ts';

/** Up to which news a view is, and the server's instant, ms. */
export type Stamp = { newest: number; at: Date };

// Whoever is told of news asks at once, all for the same: the store is asked once for each news.
const keepMs = 1_000;
const rememberedSession = rememberingUntilNews(keepMs, sessionBySlug);
const rememberedFloor = rememberingUntilNews(keepMs, (from: { db: Reader; session: WholeSession }) =>
	floorIn(from.db, from.session)
);

/** A session that this visitor may see. Refuses any other as if it were not there. */
export async function seenSession(db: Reader, slug: string, visitor: Visitor, stamp: Stamp) {
	const session = await rememberedSession(db, slug, stamp);
	checkSeen(visitor, session);
	return session;
}

const ms = (at: Date | null) => at?.getTime() ?? null;

async function floorIn(db: Reader, session: WholeSession) {
	const [floors, shown] = await Promise.all([reads.floorsOf(db, session), reads.shownIn(db, session)]);
	const segments = session.segments.map(({ id, title, minutes, askers, naming, began_at, ended_at }) => {
		const { is_open, way, seed, seed_from } = floors.get(id)!;
		const isDrawn = way === 'drawn' || way === 'fair';
		return {
			...{ id, title, minutes, askers, naming, isOpen: is_open, way, seed: isDrawn ? seed : '', seedFrom: seed_from },
			...{ beganAt: ms(began_at), endedAt: ms(ended_at) }
		};
	});
	const questions = shown.map(({ state_at, is_pinned, segment_id, ...one }) => ({
		...{ ...one, segment: segment_id, isPinned: is_pinned, stateAt: state_at.getTime() }
	}));
	return { segments, questions };
}

// Where anybody may ask, without knowing who: the same for all who have neither signed in nor asked.
function placesOfAnyone(session: WholeSession, floor: Awaited<ReturnType<typeof floorIn>>, at: Date) {
	const codes = { moderator: onlyModerator().code, drawn: notYourTurn().code, press: notAccredited().code, anyone: '' };
	return session.segments.map((segment, nth) => {
		const isOpen = floor.segments[nth]!.isOpen && isTaking(segment, session, at);
		return { segment: segment.id, why: isOpen ? codes[segment.askers as keyof typeof codes] : 'closed' };
	});
}

/** The floor as somebody sees it who has neither signed in, nor asked, nor voted: one text for all of them. */
const rememberedText = rememberingUntilNews(
	keepMs,
	async ({ db, session, stamp }: { db: Reader; session: WholeSession; stamp: Stamp }) => {
		const { now: _, ...floor } = await floorView(db, session, stamp);
		const own = { places: placesOfAnyone(session, floor, stamp.at), own: [], votes: [], isBanned: false, link: null };
		return JSON.stringify({ ...floor, ...own });
	}
);
export async function floorText(db: Reader, session: WholeSession, stamp: Stamp): Promise<string> {
	const text = await rememberedText({ db, session, stamp }, session.id, stamp);
	return `{"now":${stamp.at.getTime()},${text.slice(1)}`;
}

/** What everybody sees of a session's floor: its segments, and the questions that were approved, in their order. */
export async function floorView(db: Reader, session: WholeSession, { newest, at }: Stamp) {
	const floor = await rememberedFloor({ db, session }, session.id, { newest, at });
	return { newest, now: at.getTime(), ...floor };
}

export type FloorView = Awaited<ReturnType<typeof floorView>>;

/** What one of the audience sees besides: where they may ask and why not elsewhere, their own questions, their votes. */
export async function ownView(db: Db, session: WholeSession, who: Audience, at: Date) {
	const asker = await reads.askerOf(db, session.id, who);
	const floors = await reads.floorsOf(db, session);
	const places = await Promise.all(
		session.segments.map(async (segment) => {
			const isOpen = floors.get(segment.id)!.is_open && isTaking(segment, session, at);
			return { segment: segment.id, why: isOpen ? await whyNot(db, session, segment, who) : 'closed' };
		})
	);
	if (!asker) return { places, own: [], votes: [], isBanned: false, link: null };
	const [own, votes, key] = await Promise.all([
		reads.ownQuestions(db, asker.id),
		reads.ownVotes(db, asker.id),
		signingKey(db, ownPurpose, at)
	]);
	const link = own.length ? `${asker.id}.${signed(saidOfAsker(asker.id), key)}` : null;
	return { places, own: own.map(asOwn), votes, isBanned: asker.banned_at !== null, link };
}

export type OwnView = Awaited<ReturnType<typeof ownView>>;

const asOwn = ({ asked_at, ...one }: Awaited<ReturnType<typeof reads.ownQuestions>>[number]) => ({
	...one,
	askedAt: asked_at.getTime()
});

/** An asker's own questions, by their private link. */
export const linkedView = async (db: Reader, askerId: string) => (await reads.ownQuestions(db, askerId)).map(asOwn);

/** Why somebody may not ask in a segment, as the refusal's code; empty where they may. */
async function whyNot(db: Reader, session: WholeSession, segment: Segment, { visitor }: Audience): Promise<string> {
	try {
		await standingIn(db, session, segment, visitor.person?.id ?? null);
		return '';
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return fault.code;
	}
}

/** What who moderates sees: everything asked, with flags, look-alikes, what may be done, and how time is spent. */
export async function deskView(db: Reader, session: WholeSession, { newest, at }: Stamp) {
	const [queue, floors, spent, words] = await Promise.all([
		reads.queueOf(db, session.id),
		reads.floorsOf(db, session),
		reads.spentIn(db, session.id),
		reads.flagWordsOf(db, session.host_id)
	]);
	const open = queue.filter(({ merged_into, state }) => !merged_into && ['asked', 'approved'].includes(state));
	const alike = alikeOf(open);
	const cards = queue.map((row) => ({
		...cardOf(row),
		flags: flagsIn(`${row.text} ${row.name}`, words),
		alike: alike.get(row.id)?.filter((id) => queue.find((one) => one.id === id)?.segment_id === row.segment_id) ?? []
	}));
	const segments = session.segments.map((segment) => {
		const floor = floors.get(segment.id)!;
		const own = queue
			.filter(({ segment_id, merged_into }) => segment_id === segment.id && !merged_into)
			.map(reads.asWaiting);
		const spentMs = spent.get(segment.id) ?? new Map<string, number>();
		const waiting = own.filter(({ state, banned_at }) => state === 'approved' && !banned_at);
		const order = ordered(waiting, { way: floor.way, seed: floor.seed, spentMs, segmentMs: segment.minutes * 60_000 });
		const groups = new Map(own.flatMap((one) => (one.group_name ? [[one.group, one.group_name] as const] : [])));
		return {
			...{
				id: segment.id,
				title: segment.title,
				minutes: segment.minutes,
				askers: segment.askers,
				naming: segment.naming
			},
			...{ beganAt: ms(segment.began_at), endedAt: ms(segment.ended_at), isOpen: floor.is_open, way: floor.way },
			...{ seed: floor.seed, seedFrom: floor.seed_from, most: floor.most_each, field: floor.field_key ?? '' },
			order: order.map(({ id }) => id),
			groups: [...groups].map(([key, name]) => ({ key, name, spentMs: spentMs.get(key) ?? 0 })),
			spentMs: [...spentMs.values()].reduce((sum, one) => sum + one, 0)
		};
	});
	return { newest, now: at.getTime(), segments, cards, words };
}

export type DeskView = Awaited<ReturnType<typeof deskView>>;
export type Card = DeskView['cards'][number];

const cardOf = (row: reads.Queued) => ({
	...{ id: row.id, segment: row.segment_id, text: row.text, locale: row.locale, name: row.name, firm: row.firm },
	...{ state: row.state, isPinned: row.is_pinned, into: row.merged_into, version: row.version, votes: row.votes },
	...{ cameFrom: row.came_from, number: row.number, group: row.group_name, isBanned: row.banned_at !== null },
	...{ translation: row.translation, over: row.translation_id ?? 0, spentMs: row.spent_ms },
	...{ askedAt: row.asked_at.getTime(), stateAt: row.state_at.getTime(), acts: actsOn(row) }
});
