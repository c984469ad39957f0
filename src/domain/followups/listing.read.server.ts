import type { Reader } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import { organisationName, type FormField } from '#domain/applications/answers.rules.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { matchOf, topicsIn, topicWeight, type Interests, type Match } from './matching.rules.ts';
import {
	havingTopics,
	interestsOf,
	proposalsOf,
	proposalsPage,
	proposalsPerPage,
	ranking,
	type GuestProposal
} from './proposals.read.server.ts';
import { lineOf, providedIn } from './proposals.rules.ts';
import { excerpt, marked, seeksNothing, soughtIn, type Piece, type Sought } from './search.rules.ts';

/** What somebody of the office asks for: words, a track, and whose interests the order follows. */
export type Asked = { typed: string; track: string | null; delegate: string | null; page: number; locale: Locale };

export type Listed = {
	id: string;
	firm: string;
	number: string | null;
	track: GuestProposal['trackName'];
	region: string;
	line: Piece[];
	/** Where in the proposal the words stand, where not in the line already. */
	where: Piece[];
	match: Match | null;
	isOurs: boolean;
	isTheirs: boolean;
	step: string | null;
};

/** A page of proposals for the guest's office, with why each is there, and whose data it shows. */
export async function proposalsFor(db: Reader, stop: Stop, asked: Asked, at: Date) {
	const sought = soughtIn(asked.typed);
	const matching = asked.delegate ? await matchedTo(db, stop, asked.delegate, at) : null;
	const { total, ids } = matching
		? await matching.page({ sought, track: asked.track, page: asked.page })
		: await proposalsPage(db, stop, { sought, track: asked.track, page: asked.page }, at);
	const rows = await proposalsOf(db, stop, ids, at);
	const callIds = [...new Set(rows.map(({ call_id }) => call_id))];
	const forms = new Map(await Promise.all(callIds.map(async (id) => [id, await formFieldsOf(db, id)] as const)));
	const marking = matching && seeksNothing(sought) ? matching.words : sought;
	return {
		...{ total, pages: Math.ceil(total / proposalsPerPage) },
		rows: rows.map((row) => {
			const fields = forms.get(row.call_id)!.get(row.form_version) ?? [];
			return listed(row, { fields, sought: marking, match: matching?.of(row) ?? null, locale: asked.locale });
		}),
		calls: callIds.map((id) => {
			const own = rows.filter(({ call_id }) => call_id === id);
			return { id, host_id: own[0]!.host_id, applicationIds: own.map((row) => row.id) };
		})
	};
}

type Seen = { fields: FormField[]; sought: Sought; match: Match | null; locale: Locale };

function listed(row: GuestProposal, { fields, sought, match, locale }: Seen): Listed {
	const provided = providedIn(row.answers, fields, locale);
	const answer = (key: string) => provided.find((one) => one.key === key)?.answer ?? '';
	const line = marked(lineOf(provided), sought);
	const found = (pieces: Piece[]) => pieces.some(({ isFound }) => isFound);
	const prose = provided.filter(({ kind, key }) => (kind === 'long' || kind === 'text') && key !== organisationName);
	const where = found(line) ? [] : (prose.map((one) => excerpt(one.answer, sought)).find(found) ?? []);
	return {
		...{ id: row.id, firm: answer(organisationName), number: row.number, track: row.trackName },
		...{ region: answer('region'), line, where, match, step: row.step },
		...{ isOurs: row.ownKinds !== null, isTheirs: row.theirKinds !== null }
	};
}

/** Everything in the order of one delegate's interests. */
async function matchedTo(db: Reader, stop: Stop, delegate: string, at: Date) {
	const one = (await interestsOf(db, stop)).find(({ id }) => id === delegate);
	if (!one) return null;
	const interests: Interests = { topics: one.topics ?? '', tracks: one.tracks ?? [], kinds: one.kinds ?? [] };
	const topics = topicsIn(interests.topics);
	const { all, having } = await havingTopics(db, stop, topics, at);
	const weights = new Map(topics.map(({ name }) => [name, topicWeight(all.length, having.get(name)?.length ?? 0)]));
	const topicsOf = (id: string) => topics.map(({ name }) => name).filter((name) => having.get(name)?.includes(id));
	return {
		words: {
			hangul: topics.flatMap(({ sought }) => sought.flatMap(({ hangul }) => hangul)),
			latin: topics
				.flatMap(({ sought }) => sought.map(({ latin }) => latin))
				.join(' ')
				.trim()
		},
		of: (row: GuestProposal) =>
			matchOf({ interests, weights }, { topics: topicsOf(row.id), track: row.track, kinds: row.theirKinds ?? [] }),
		page: (wanted: Parameters<typeof ranking>[2]) => ranking(db, stop, wanted, { interests, topicsOf, weights, at })
	};
}
