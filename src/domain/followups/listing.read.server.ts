import type { Reader } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import { organisationName, type FormField } from '#domain/applications/answers.rules.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { interestsFor, matchesPage } from './matching.read.server.ts';
import { wordsOf, type Match } from './matching.rules.ts';
import { proposalsOf, proposalsPage, proposalsPerPage, type GuestProposal } from './proposals.read.server.ts';
import { lineOf, providedIn } from './proposals.rules.ts';
import { excerpt, marked, seeksNothing, soughtIn, type Piece, type Sought } from './search.rules.ts';

/** What somebody of the office asks for: words, a track, and whose interests the order follows. */
export type Asked = { typed: string; track: string | null; delegate: string | null; page: number; locale: Locale };

export type Listed = {
	id: string;
	firm: Piece[];
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
	const interests = asked.delegate ? await interestsFor(db, stop, asked.delegate) : null;
	const wanted = { sought, track: asked.track, page: asked.page };
	const { total, ids, matches } = interests
		? await matchesPage(db, stop, { ...wanted, interests }, at)
		: { ...(await proposalsPage(db, stop, wanted, at)), matches: new Map<string, Match>() };
	const rows = await proposalsOf(db, stop, ids, at);
	const callIds = [...new Set(rows.map(({ call_id }) => call_id))];
	const forms = new Map(await Promise.all(callIds.map(async (id) => [id, await formFieldsOf(db, id)] as const)));
	const marking = interests && seeksNothing(sought) ? wordsOf(interests) : sought;
	return {
		...{ total, pages: Math.ceil(total / proposalsPerPage) },
		rows: rows.map((row) => {
			const fields = forms.get(row.call_id)!.get(row.form_version) ?? [];
			return listed(row, { fields, sought: marking, match: matches.get(row.id) ?? null, locale: asked.locale });
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
	const [firm, line] = [marked(answer(organisationName), sought), marked(lineOf(provided), sought)];
	const found = (pieces: Piece[]) => pieces.some(({ isFound }) => isFound);
	const where =
		found(line) || found(firm) ? [] : (provided.map((one) => excerpt(one.answer, sought)).find(found) ?? []);
	return {
		...{ id: row.id, firm, number: row.number, track: row.trackName },
		...{ region: answer('region'), line, where, match, step: row.step },
		...{ isOurs: row.ownKinds !== null, isTheirs: row.theirKinds !== null }
	};
}
