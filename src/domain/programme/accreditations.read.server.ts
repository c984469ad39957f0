import type { Reader } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { stateOf, type Accreditation } from './accreditations.rules.ts';

/** Whether a person is accredited as press at a stop now. */
export async function isAccredited(db: Reader, personId: string, stopId: string): Promise<boolean> {
	const row = await db
		.selectFrom('accredited')
		.select('person_id')
		.where('person_id', '=', personId)
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
	return row !== undefined;
}

function withDecision(db: Reader) {
	return db
		.selectFrom('accreditations')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('accreditation_decisions')
					.select(['decision', 'reason', 'decided_at'])
					.whereRef('accreditation_id', '=', 'accreditations.id')
					.orderBy('accreditation_decisions.id', 'desc')
					.limit(1)
					.as('newest'),
			(join) => join.onTrue()
		)
		.selectAll('accreditations')
		.select(['decision', 'reason', 'decided_at']);
}

type Row = Awaited<ReturnType<ReturnType<typeof withDecision>['execute']>>[number];

function decided({ decision, reason, decided_at, ...row }: Row): Accreditation {
	const state = stateOf(row, { decision, decided_at });
	return { ...row, state, reason: state === 'applied' ? '' : (reason ?? ''), decided_at };
}

/** The visitor's own application at a stop, if they have sent one. */
export async function ownAccreditation(db: Reader, who: SignedIn, stopId: string): Promise<Accreditation | undefined> {
	const row = await withDecision(db)
		.where('stop_id', '=', stopId)
		.where('person_id', '=', who.personId)
		.executeTakeFirst();
	return row && decided(row);
}

/** Everybody of the press who applied at a stop, those who wait first. */
export async function accreditationsAt(db: Reader, stopId: string) {
	const rows = await withDecision(db)
		.innerJoin('people', 'people.id', 'accreditations.person_id')
		.select(['people.name', 'people.email', 'people.locale'])
		.where('stop_id', '=', stopId)
		.where('outlet', '<>', '') // what was destroyed leaves nothing to decide on
		.orderBy('applied_at')
		.execute();
	const all = rows.map(({ name, email, locale, ...row }) => ({
		...decided(row),
		name,
		email,
		locale: locale as Locale
	}));
	return [...all.filter(({ state }) => state === 'applied'), ...all.filter(({ state }) => state !== 'applied')];
}

/** The outlets accredited at a stop that agreed to be named. */
export async function outletsAt(db: Reader, stopId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('accredited')
		.innerJoin('accreditations', (join) =>
			join
				.onRef('accreditations.stop_id', '=', 'accredited.stop_id')
				.onRef('accreditations.person_id', '=', 'accredited.person_id')
		)
		.select('outlet')
		.distinct()
		.where('accredited.stop_id', '=', stopId)
		.where('may_list', '=', true)
		.orderBy('outlet')
		.execute();
	return rows.map(({ outlet }) => outlet);
}
