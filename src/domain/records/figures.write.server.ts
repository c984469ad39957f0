import { reading, together, type Db } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { hashed } from '#lib/secret.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { InStop } from '#domain/programme/rules.ts';
import { countFigures, figuresOfStop } from './figures.read.server.ts';
import { canonical, figuresStand, nothingToCount } from './figures.rules.ts';
import { heldStop } from './stops.read.server.ts';

/**
 * Counts a stop's figures and leaves them as they are now, for everybody to read. What was published before stays; a
 * later count is a correction and says why. Refuses where there is nothing to count and where nothing has changed.
 */
export function publishFigures(
	db: Db,
	who: HostOrganiser,
	{ stopId, reason }: InStop<{ reason: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await heldStop(tx, who, stopId);
		const figures = await countFigures(reading(tx), stopId, stop.time_zone);
		if (figures.figures.length === 0) throw nothingToCount();
		const last = await figuresOfStop(reading(tx), stopId);
		if (last && reason === '') throw fieldsRefused({ reason: 'lib.required' });
		const hash = hashed(canonical(figures)).toString('hex');
		if (last?.hash === hash) throw figuresStand();
		const version = (last?.version ?? 0) + 1;
		await tx
			.insertInto('stop_figures')
			.values({ stop_id: stopId, version, figures, hash, reason, counted_at: at, published_by: who.personId })
			.execute();
		const detail = { version, digest: hash };
		await note(tx, { at, by: who.personId, callId: null, verb: 'figures.published', about: stopId, detail });
	});
}
