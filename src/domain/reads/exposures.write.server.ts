import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import { exposureLetter, type TellsOf } from './exposures.mail.ts';
import { concernedBy, exposedTo, exposureOf, fieldLabels } from './exposures.read.server.ts';
import { nothingExposed, summed, type Exposed, type SoughtExposure, type ToldExposure } from './exposures.rules.ts';

export type ExposureAsked = { sought: SoughtExposure; told: ToldExposure };

/**
 * Leaves what somebody could have seen, as it was sought and said, with a letter to each of those concerned that waits until
 * it is released. Refuses where nothing was read so. Answers with its id.
 */
export function keepExposure(db: Db, who: HostOrganiser, { sought, told }: ExposureAsked, at: Date): Promise<string> {
	return together(db, async (tx) => {
		const found = await exposedTo(reading(tx), who, sought);
		if (found.length === 0) throw nothingExposed();
		const byId = new Map(found.map((one) => [one.application_id, one]));
		const people = await concernedBy(reading(tx), [...byId.keys()]);
		const { id } = await tx
			.insertInto('exposures')
			.values({
				...{ host_id: who.hostId, sought: JSON.stringify(sought), told: JSON.stringify(told) },
				...{ people: people.length, applications: found.length, made_at: at, made_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const { name: host } = await tx
			.selectFrom('hosts')
			.select('name')
			.where('id', '=', who.hostId)
			.executeTakeFirstOrThrow();
		const labels = await fieldLabels(reading(tx), [...new Set(found.map(({ call }) => call))]);
		const letters = people.map(({ email, locale, applications }) => {
			const own = applications.map((one) => byId.get(one)!);
			return exposureLetter(email, tellsOf(own, { host, labels }), told, locale as Locale);
		});
		const ids = await postAll(tx, letters, at);
		const rows = ids.map((letter_id, nth) => ({ letter_id, exposure_id: id, person_id: people[nth]!.id }));
		if (rows.length) await tx.insertInto('exposure_letters').values(rows).execute();
		const detail = { count: people.length, applications: found.length };
		await note(tx, { at, by: who.personId, callId: null, verb: 'exposure.kept', about: id, detail });
		return id;
	});
}

type Named = { host: TellsOf['host']; labels: Map<string, { ko: string; en: string }> };

/** What a letter, or the authority's form, tells of some of what was found. */
export function tellsOf(found: Exposed[], { host, labels }: Named): TellsOf {
	const { parts, fields } = summed(found);
	const instants = found.flatMap(({ times }) => times.map((at) => at.getTime()));
	return {
		...{ host, parts, numbers: found.map(({ number, notice_number }) => number ?? notice_number) },
		fields: fields.flatMap((key) => labels.get(key) ?? []),
		...{ first: new Date(Math.min(...instants)), last: new Date(Math.max(...instants)) }
	};
}

/** Lets the letters of an exposure go that still wait. Twice changes nothing; another host's is not there. Answers with how many. */
export function releaseExposure(db: Db, who: HostOrganiser, id: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const kept = await exposureOf(reading(tx), who, id);
		const { numUpdatedRows } = await tx
			.updateTable('letters')
			.set({ held_at: null, next_try_at: at })
			.from('exposure_letters')
			.whereRef('letter_id', '=', 'letters.id')
			.where('exposure_id', '=', kept.id)
			.where('held_at', 'is not', null)
			.where('dropped_at', 'is', null)
			.where('sent_at', 'is', null)
			.executeTakeFirst();
		const count = Number(numUpdatedRows);
		if (count) {
			const line = { verb: 'exposure.told' as const, about: kept.id, detail: { count } };
			await note(tx, { at, by: who.personId, callId: null, ...line });
		}
		return count;
	});
}
