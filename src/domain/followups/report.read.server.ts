import type { Reader } from '#lib/db.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { beforePipeline, pipelineOf, regionNames } from './pipeline.read.server.ts';
import { amountsOf, byGroup, daysBetweenSteps, lastOf, pictureOf } from './pipeline.rules.ts';
import { steps } from './steps.rules.ts';

/** What came of a call: offers, contacts that both let go, meetings, money, times, by track and region, and each one. */
export async function outcomeOf(db: Reader, call: Pick<Call, 'id'>) {
	const [rows, before, regions] = await Promise.all([
		pipelineOf(db, call.id),
		beforePipeline(db, call.id),
		regionNames(db, call.id)
	]);
	const tracks = new Map(rows.map(({ track, trackName }) => [track ?? '', trackName]));
	const none = { ko: '–', en: '–' };
	return {
		picture: pictureOf(rows, before),
		offersOfGuest: rows.filter(({ offers }) => offers.guest).length,
		offersOfApplicant: rows.filter(({ offers }) => offers.applicant).length,
		released: rows.filter(({ releasedAt }) => releasedAt).length,
		meetings: rows.reduce((sum, row) => sum + row.meetings, 0),
		pilotMoney: amountsOf(rows, 'pilot'),
		agreementMoney: amountsOf(rows, 'agreement'),
		times: steps.slice(1).map((to, at) => ({ from: steps[at]!, to, days: daysBetweenSteps(rows, steps[at]!, to) })),
		byTrack: byGroup(rows, ({ track }) => track ?? '').map(({ group, counts }) => ({
			name: tracks.get(group) ?? none,
			counts
		})),
		byRegion: byGroup(rows, ({ region }) => region ?? '').map(({ group, counts }) => ({
			name: regions[group] ?? none,
			counts
		})),
		rows: rows.map((row) => ({
			...{ id: row.id, number: row.number, firm: row.firm ?? row.number ?? '', track: row.trackName },
			...{ region: regions[row.region ?? ''] ?? null, last: lastOf(row) ?? null },
			...{ offers: row.offers, releasedAt: row.releasedAt, meetings: row.meetings, steps: row.steps },
			amount: row.steps.findLast(({ amount }) => amount !== null) ?? null,
			note: row.steps.findLast(({ note }) => note !== '')?.note ?? ''
		}))
	};
}
export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;
