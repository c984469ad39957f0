import { randomUUID } from 'node:crypto';
import { gate } from '#domain/people/gate.server.ts';
import { publishFigures } from '#domain/records/figures.write.server.ts';
import type { Db, Tx } from '#lib/db.server.ts';
import { dubaiPromises, dubaiQuotes, dubaiSaid, type SampleQuote } from '../said.ts';
import type { SampleProgramme } from '../types.ts';
import { after, days, hours, koreanDay, minutes } from '../zone.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants what was said in Dubai, what is quoted of it and how its speakers answered, what was promised, and its figures. */
export async function plantSaid(tx: Tx, { at, speakers }: SampleProgramme, ids: Ids): Promise<void> {
	const by = must(ids.people, 'organiser');
	const stop = must(ids.stops, 'dubai');
	const rows = await utterancesIn(tx, stop, speakers);
	await insertAll(
		tx,
		'utterances',
		rows.map(({ key: _, said_at: __, ...row }) => row)
	);
	const facts = [...new Set(rows.map(({ session_id }) => session_id))].map((session_id) => ({
		...{ session_id, fact: 'published', at: after(at, -days(2)), by_id: by }
	}));
	await insertAll(tx, 'transcript_facts', facts);
	const quotes = await plantQuotes(tx, rows, { stop, by, at });
	await plantPromises(tx, quotes, { stop, by, at });
	const who = hostOrganiserOf(ids, by);
	await publishFigures(tx as Db, who, { stopId: stop, reason: '' }, after(at, -days(2)));
}

function hostOrganiserOf({ host }: Ids, id: string) {
	const person = { id, email: '', name: '', locale: 'ko' as const };
	return gate.hostOrganiser(
		{ person, roles: [{ role: 'organiser', hostId: host, callId: null }], signInId: null },
		host
	);
}

type Row = Awaited<ReturnType<typeof utterancesIn>>[number];
type Made = { stop: string; by: string; at: Date };

async function utterancesIn(tx: Tx, stop: string, named: SampleProgramme['speakers']) {
	const segments = await tx
		.selectFrom('segments')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.innerJoin('session_beginnings', 'session_beginnings.session_id', 'sessions.id')
		.select(['segments.id', 'segments.session_id', 'position', 'slug', 'begun_at'])
		.where('sessions.stop_id', '=', stop)
		.execute();
	const speakers = await tx
		.selectFrom('speakers')
		.select(['id', 'name'])
		.where('stop_id', '=', stop)
		.orderBy('made_at')
		.execute();
	const keys = named.filter((one) => one.stop === 'dubai').map(({ key }) => key);
	const speakerOf = new Map(keys.map((key, nth) => [key, speakers[nth]!]));
	return dubaiSaid.map(({ key, session, segment, minute, speaker, locale, text, translation }) => {
		const place = segments.find(({ slug, position }) => slug === session && position === segment)!;
		const { id: speaker_id, name } = must(speakerOf, speaker);
		return {
			...{ id: randomUUID() as string, key, session_id: place.session_id, segment_id: place.id },
			...{ speaker_id, speaker_name: name[locale], locale, text, translation },
			...{ starts_ms: minutes(minute), ends_ms: minutes(minute) + 25_000 },
			said_at: after(place.begun_at, minutes(minute))
		};
	});
}

async function plantQuotes(tx: Tx, rows: Row[], { stop, by, at }: Made): Promise<Map<string, string>> {
	const made = after(at, -days(3));
	const quotes = dubaiQuotes.map((quote) => ({
		...{ ...quote, id: randomUUID() as string },
		row: rows.find(({ key }) => key === quote.of)!
	}));
	await insertAll(
		tx,
		'quotes',
		quotes.map(({ id, answer, row }) => ({
			...{ id, stop_id: stop, session_id: row.session_id, segment_id: row.segment_id, utterance_id: row.id },
			...{ speaker_id: row.speaker_id, locale: row.locale, said_at: row.said_at, made_at: made, made_by: by },
			embargo_until: answer === 'embargoed' ? after(at, days(2)) : null,
			...(answer === 'withdrawn' && {
				...{ withdrawn_at: after(at, -days(1)), withdrawn_by: by, withdrawn_because: 'The office asked for it.' }
			})
		}))
	);
	const versions = quotes.flatMap((quote) => versionsOf(quote, by, made));
	await insertAll(
		tx,
		'quote_versions',
		versions.map(({ answered: _, ...version }) => version)
	);
	await insertAll(
		tx,
		'quote_answers',
		versions.flatMap(({ quote_id, version, answered }) => (answered ? [{ quote_id, version, ...answered }] : []))
	);
	return new Map(quotes.map(({ of, id }) => [of, id]));
}

type Version = {
	quote_id: string;
	version: number;
	text: string;
	translation: string;
	reason?: string;
	written_by: string | null;
	written_at: Date;
	answered: { answer: string; answered_at: Date; note: string } | null;
};

function versionsOf(
	{ id: quote_id, answer, note, before, row }: SampleQuote & { id: string; row: Row },
	by: string,
	made: Date
): Version[] {
	const { text, translation } = row;
	const said = { answered_at: after(made, hours(9)), note };
	const plain = answer === 'waiting' ? null : { answer: answer === 'declined' ? 'declined' : 'approved', ...said };
	if (!before) return [{ quote_id, version: 1, text, translation, written_by: by, written_at: made, answered: plain }];
	return [
		{
			...{ quote_id, version: 1, text: before[0], translation: before[1], written_by: by, written_at: made },
			answered: null
		},
		{
			...{ quote_id, version: 2, text, translation, reason: note, written_by: null, written_at: said.answered_at },
			answered: { answer: 'approved', ...said, note: '' }
		}
	];
}

async function plantPromises(tx: Tx, quotes: Map<string, string>, { stop, by, at }: Made): Promise<void> {
	const made = { made_at: after(at, -days(3)), made_by: by };
	const promises = dubaiPromises.map((promise) => ({ ...promise, id: randomUUID() as string }));
	await insertAll(
		tx,
		'promises',
		promises.map(({ id, what, who, due, of }, position) => ({
			...{ id, stop_id: stop, position, what, who, ...made },
			...{ due_on: due === null ? null : koreanDay(at, due), quote_id: of === null ? null : must(quotes, of) }
		}))
	);
	await insertAll(
		tx,
		'promise_updates',
		promises.flatMap(({ id, updates }) =>
			updates.map(({ daysAgo, state, note }) => ({
				...{ promise_id: id, state, note, told_at: after(at, -days(daysAgo)), told_by: by }
			}))
		)
	);
}
