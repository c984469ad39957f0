import pg from 'pg';
import type { TwinPlanted } from './world.ts';

/** One change in the second world that a person who may not know it must not see anywhere. */
export type Secret = {
	name: string;
	/** Who may know it, of the visitors of the twins; those who organise and audit besides. */
	knows: readonly string[];
	/** Where one of those sees it: without such a place it would be no secret. */
	seen: readonly ['organiser' | 'host' | 'reserve', string];
	apply: string;
	undo: string;
};

/** The secrets of the planted world: each a statement that changes one thing in the second world, and takes it back. */
export function secretsOf(planted: TwinPlanted): Secret[] {
	return [...ofReviews(planted), ...ofProposals(planted), ...ofDecisions(planted), ...ofWork(planted)];
}

function ofWork({ application, other, busan, host }: TwinPlanted): Secret[] {
	return [
		{
			name: 'that a reviewer was reminded',
			...{ knows: [], seen: ['organiser', '/desk/calls/busan-2026/reviews/reminders'] as const },
			...added(
				['review_reminders', 'call_id, reviewer_id, day, unfinished, reminded_at'],
				`'${busan}', '${other}', '2026-01-02', 3, '2026-01-02T00:00:00Z'`,
				`call_id = '${busan}' and day = '2026-01-02'`
			)
		},
		{
			name: 'that a review of it was finished',
			...{ knows: [], seen: ['organiser', '/desk/calls/busan-2026/journal?before=1'] as const },
			...added(
				['journal', 'seq, at, by_id, call_id, verb, about, detail, hash'],
				`0, '2026-01-02T00:00:00Z', '${other}', '${busan}', 'review.finished', '${application}', '{}', ''`,
				'seq = 0'
			)
		},
		{
			name: 'that somebody has read it',
			...{ knows: [], seen: ['organiser', '/desk/reads?month=2026-01'] as const },
			...added(
				['reads', 'host_id, call_id, person_id, what, application_ids, address, read_at'],
				`'${host}', '${busan}', '${other}', 'file', '{${application}}', '203.0.113.9', '2026-01-02T00:00:00Z'`,
				`read_at = '2026-01-02T00:00:00Z'`
			)
		}
	];
}

function ofReviews({ application, other, otherName, free, ...p }: TwinPlanted): Secret[] {
	const desk = ['organiser', `/desk/calls/busan-2026/reviews/${application}`] as const;
	const theirs = `application_id = '${application}' and reviewer_id = '${other}'`;
	const toAll = { knows: [], seen: desk };
	return [
		{
			name: "a reviewer's name",
			...toAll,
			...changed('people', 'name', [`'${otherName}'`, `'Someone Else'`], `id = '${other}'`)
		},
		{ name: 'a score', ...toAll, ...changed('reviews', 'scores', [p.scores, p.otherScores], theirs) },
		{
			name: 'a comment',
			...toAll,
			...changed('reviews', 'comment', [`'${p.comment}'`, `'Quite another view'`], theirs)
		},
		{ name: 'that a review is finished', ...toAll, ...changed('reviews', 'finished_at', ['saved_at', 'null'], theirs) },
		{
			name: 'a conflict',
			...toAll,
			...added(
				['conflicts', 'application_id, reviewer_id, reason, declared_at'],
				`'${application}', '${other}', 'Cousins', now()`,
				theirs
			)
		},
		{
			name: 'an assignment',
			...toAll,
			...added(
				['assignments', 'application_id, reviewer_id, assigned_at'],
				`'${application}', '${free}', now()`,
				`application_id = '${application}' and reviewer_id = '${free}'`
			)
		}
	];
}

function ofProposals({ application, file }: TwinPlanted): Secret[] {
	const desk = ['organiser', `/desk/calls/busan-2026/applications/${application}`] as const;
	const knows = ['applicant', 'reading'];
	const texts = [`'for the jury alone'`, `'for no eyes at all'`] as const;
	const told = (was: string, is: string) =>
		[`applications set answers`, `receipts set answers`]
			.map((table) => `update ${table} = replace(answers::text, ${was}, ${is})::jsonb`)
			.map((change, at) => `${change} where ${at ? 'application_id' : 'id'} = '${application}'`)
			.join(';\n');
	return [
		{ name: "another's proposal", knows, seen: desk, apply: told(...texts), undo: told(texts[1], texts[0]) },
		{
			name: "another's file name",
			...{ knows, seen: ['organiser', `/files/${file}`] as const },
			...changed('attachments', 'name', [`'plan.pdf'`, `'other.pdf'`], `id = '${file}'`)
		}
	];
}

function ofDecisions({ waiting, reserves: [one, two] }: TwinPlanted): Secret[] {
	const swapped = `update lots set application_id = case application_id when '${one}' then '${two}'::uuid
		else '${one}'::uuid end where application_id in ('${one}', '${two}')`;
	const theirs = `application_id = '${waiting}'`;
	return [
		{
			name: "whose a reserve's lot is",
			knows: [],
			seen: ['reserve', '/calls/seoul/mine'],
			apply: swapped,
			undo: swapped
		},
		{
			name: 'a band before it is announced',
			...{ knows: [], seen: ['host', '/desk/calls/banded/decisions'] as const },
			...changed('standings', 'band', [`'decline'`, `'draw'`], theirs)
		},
		{
			name: 'feedback before it is announced',
			...{ knows: [], seen: ['host', `/desk/calls/banded/decisions/feedback?application=${waiting}`] as const },
			...changed('feedback', 'body', [`'Thank you'`, `'No thanks'`], theirs)
		}
	];
}

function changed(table: string, column: string, [was, is]: [string, string], where: string) {
	const set = (value: string) => `update ${table} set ${column} = ${value} where ${where}`;
	return { apply: set(is), undo: set(was) };
}

function added([table, columns]: [string, string], values: string, where: string) {
	return { apply: `insert into ${table} (${columns}) values (${values})`, undo: `delete from ${table} where ${where}` };
}

/** A hand in the second world's store that nothing there holds back: what may only be added to is changed too. */
export async function openHand(url: string) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query('set session_replication_role = replica');
	// Two lots change hands in one statement, row by row.
	await client.query('alter table lots drop constraint lots_draw_id_application_id_key');
	return {
		/** The second world with these secrets changed, while `work` looks at it. */
		async with<T>(secrets: readonly Secret[], work: () => Promise<T>): Promise<T> {
			await client.query(secrets.map(({ apply }) => apply).join(';\n'));
			return work().finally(() => client.query(secrets.map(({ undo }) => undo).join(';\n')));
		},
		close: () => client.end()
	};
}
