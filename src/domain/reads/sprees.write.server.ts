import { reading, together, type Db } from '#lib/db.server.ts';
import { spreeLetter } from './mail.ts';
import { activeSources, spreeOf, type Source } from './sprees.read.server.ts';
import { leaveAlert, type AlertLetter } from './write.server.ts';

/**
 * Tells a host's organisers that somebody reads far more than is usual for them: a fact, a line in the journal, a letter to
 * each. Where it is not so, or was told within the day, nothing. Answers whether it told.
 */
export function alertSpree(db: Db, who: Source, at: Date): Promise<boolean> {
	return together(db, async (tx) => {
		await tx.selectFrom('hosts').select('id').where('id', '=', who.host_id).forUpdate().execute();
		const isActive = (await activeSources(reading(tx), at)).some(({ person_id }) => person_id === who.person_id);
		const found = isActive ? await spreeOf(reading(tx), who, at) : undefined;
		if (!found) return false;
		const { applications, hours, usual, call_id: callId } = found;
		const { host_id: hostId, person_id: personId, address } = who;
		const { name, email } = await tx
			.selectFrom('people')
			.select(['name', 'email'])
			.where('id', '=', personId)
			.executeTakeFirstOrThrow();
		const line = { callId, verb: 'reads.unusual' as const, detail: { count: applications, hours, usual } };
		const told = { name: name || email, applications, hours, usual, address, at };
		const letter: AlertLetter = (to, url, locale) => spreeLetter(to, { ...told, url }, locale);
		await leaveAlert(tx, { hostId, personId, applications, rule: 'spree', line, letter }, at);
		return true;
	});
}
