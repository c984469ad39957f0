import type { Reader } from '#lib/db.server.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import type { Exported } from './exports.rules.ts';
import { queueOf } from './read.server.ts';

/** Everything that was asked, voted and moderated in a session, oldest first: for the record, nothing lost. */
export async function exportedQuestions(db: Reader, session: WholeSession): Promise<Exported[]> {
	const queue = await queueOf(db, session.id);
	const ids = queue.map(({ id }) => id);
	if (ids.length === 0) return [];
	const [acts, translations, votes] = await Promise.all([
		db.selectFrom('question_acts').selectAll().where('question_id', 'in', ids).orderBy('id').execute(),
		db.selectFrom('question_translations').selectAll().where('question_id', 'in', ids).orderBy('id').execute(),
		db.selectFrom('question_votes').selectAll().where('question_id', 'in', ids).orderBy('voted_at').execute()
	]);
	const segments = new Map(session.segments.map(({ id, title }) => [id, title]));
	return queue.map((row) => ({
		...{ id: row.id, segment: segments.get(row.segment_id)!, number: numberOf(row), cameFrom: row.came_from },
		...{ name: row.name, firm: row.firm, locale: row.locale, text: row.text, translation: row.translation },
		...{ askedAt: row.asked_at.toISOString(), state: row.state, stateAt: row.state_at.toISOString() },
		...{ votes: row.votes, isBanned: row.banned_at !== null, mergedInto: row.merged_into },
		spentSeconds: Math.round(row.spent_ms / 1000),
		acts: acts
			.filter(({ question_id }) => question_id === row.id)
			.map(({ act, acted_at, into_id }) => ({ act, at: acted_at.toISOString(), into: into_id })),
		translations: translations
			.filter(({ question_id }) => question_id === row.id)
			.map(({ text, written_at }) => ({ text, at: written_at.toISOString() })),
		voted: votes
			.filter(({ question_id }) => question_id === row.id)
			.map(({ voted_at, taken_back_at }) => ({
				at: voted_at.toISOString(),
				back: taken_back_at?.toISOString() ?? null
			}))
	}));
}

// The number of an application names its firm: it goes along only where the firm does.
const numberOf = ({ number, firm, name }: { number: string | null; firm: string; name: string }) =>
	firm || name ? number : null;
