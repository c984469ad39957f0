import { note } from '#domain/journal/write.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { spreeLetter } from './mail.ts';
import { organisersOf } from './read.server.ts';
import { monthOf } from './rules.ts';
import { activeSources, spreeOf, type Source } from './sprees.read.server.ts';

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
		const { host_id, person_id, address } = who;
		await tx
			.insertInto('read_alerts')
			.values({ host_id, person_id, applications, alerted_at: at, rule: 'spree' })
			.execute();
		const detail = { count: applications, hours, usual };
		await note(tx, { at, by: null, callId, verb: 'reads.unusual', about: person_id, detail });
		const { name, email } = await tx
			.selectFrom('people')
			.select(['name', 'email'])
			.where('id', '=', person_id)
			.executeTakeFirstOrThrow();
		const url = `${baseUrl}/desk/reads?host=${host_id}&month=${monthOf(at)}&person=${person_id}`;
		const told = { name: name || email, applications, hours, usual, address, at, url };
		const people = await organisersOf(reading(tx), host_id);
		await postAll(
			tx,
			people.map(({ email: to, locale }) => spreeLetter(to, told, locale as Locale)),
			at
		);
		return true;
	});
}
