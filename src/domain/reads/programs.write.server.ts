import { sql } from 'kysely';
import { approvedOf, checkSecond } from '#domain/approvals/read.server.ts';
import type { Shown } from '#domain/approvals/rules.ts';
import type { Auditor } from '#domain/people/rules.ts';
import { reading, together, type Db, type Reader, type Tx } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { countsAsExport, programDayMs, type ReadOf } from './rules.ts';
import { leaveExport, noteRead } from './write.server.ts';

/**
 * What a program reads: by which token, and from how many on it is an export. `all` reads what an export of the whole call
 * would be, which a second organiser approves.
 */
export type ByProgram = Omit<ReadOf, 'tokenId'> & {
	token: { id: string; name: string };
	most: number;
	all: (db: Reader) => Promise<Shown>;
};

/**
 * Leaves that a program has read these applications. From so many of one call within a day on, by all programs of one
 * person together, it is an export: once a day the log and the journal say so, with the reason for which another organiser
 * approved it. Refuses what would come to that and has not been approved; it leaves nothing then.
 */
export function noteProgramRead(db: Db, who: Auditor & { hostId: string }, read: ByProgram, at: Date): Promise<void> {
	if (read.applicationIds.length === 0) return Promise.resolve();
	return together(db, async (tx) => {
		// Held until the end: of two pages at once the second counts the first.
		await tx
			.selectFrom('tokens')
			.select('id')
			.where('person_id', '=', who.personId)
			.orderBy('id')
			.forUpdate()
			.execute();
		const { applications, exports } = await readSince(tx, who, read, new Date(at.getTime() - programDayMs));
		const { what, call, applicationIds, address, token } = read;
		const place = { call, applicationIds, address, tokenId: token.id };
		if (applications >= read.most) {
			const people = await checkApproved(tx, who, { ...read, applications }, at);
			const reason =
				people === 1 ? `API · ${token.name}` : (await approvedOf(reading(tx), who, { act: 'export' }, at)).reason;
			if (exports === 0) await leaveExport(tx, who, { reason, people, ...place }, at);
		}
		await noteRead(tx, who, { what, ...place }, at);
	});
}

type Coming = Pick<ByProgram, 'all' | 'most'> & { applications: number };

async function checkApproved(tx: Tx, who: Auditor & { hostId: string }, coming: Coming, at: Date): Promise<1 | 2> {
	try {
		const shown = await coming.all(reading(tx));
		return await checkSecond(reading(tx), who, { act: 'export', shown }, at);
	} catch (fault) {
		if (fault instanceof Refusal && fault.code === 'approvals.needs-second') throw countsAsExport(coming);
		throw fault;
	}
}

// How many different applications it would be with these, and how often it was told already.
async function readSince(tx: Tx, who: Auditor, { call, applicationIds }: ByProgram, since: Date) {
	return tx
		.selectFrom('reads')
		.select(
			sql<number>`(select count(distinct one)::int from (
				select unnest(application_ids) as one from reads where person_id = ${who.personId} and call_id = ${call.id}
					and token_id is not null and read_at > ${since}
				union select unnest(${applicationIds}::uuid[])) seen)`.as('applications')
		)
		.select(sql<number>`count(*) filter (where what = 'export')::int`.as('exports'))
		.where('person_id', '=', who.personId)
		.where('call_id', '=', call.id)
		.where('token_id', 'is not', null)
		.where('read_at', '>', since)
		.executeTakeFirstOrThrow();
}
