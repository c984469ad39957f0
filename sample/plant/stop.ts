import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db.server.ts';
import type { SampleProgramme } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants what else a stop's desk keeps: the delegation's stay, the press, what is to be read beforehand. */
export async function plantStop(tx: Tx, { stays, press, briefings, at }: SampleProgramme, ids: Ids): Promise<void> {
	const saved = { saved_at: at, saved_by: must(ids.people, 'organiser') };
	await insertAll(
		tx,
		'delegate_details',
		stays.map(({ delegate, contact, languages, dietary, needs }) => ({
			...{ delegate_id: ids.delegates[delegate]!, contact, languages, dietary, needs, ...saved }
		}))
	);
	await insertAll(
		tx,
		'stays',
		stays.map(({ delegate, stop, arrivesAt, arrivesBy, leavesAt, leavesBy, lodging, seat, protocol, metBy }) => ({
			...{ delegate_id: ids.delegates[delegate]!, stop_id: must(ids.stops, stop), lodging, seat, protocol },
			...{
				arrives_at: arrivesAt,
				arrives_by: arrivesBy,
				leaves_at: leavesAt,
				leaves_by: leavesBy,
				met_by: metBy,
				...saved
			}
		}))
	);
	const accreditationIds = press.map(() => randomUUID() as string);
	await insertAll(
		tx,
		'accreditations',
		press.map(({ stop, person, outlet, job, card, note, appliedAt }, nth) => ({
			...{ id: accreditationIds[nth]!, stop_id: must(ids.stops, stop), person_id: must(ids.people, person) },
			...{ outlet, job, card, note, may_list: true, applied_at: appliedAt }
		}))
	);
	await insertAll(
		tx,
		'accreditation_decisions',
		press.flatMap(({ accreditedAt }, nth) =>
			accreditedAt
				? {
						...{ accreditation_id: accreditationIds[nth]!, decision: 'accredited', reason: '' },
						...{ decided_at: accreditedAt, decided_by: saved.saved_by }
					}
				: []
		)
	);
	await insertAll(
		tx,
		'briefings',
		briefings.map(({ stop, audience, title, body, opensAt, embargoUntil }) => ({
			...{ stop_id: must(ids.stops, stop), audience, title, body, opens_at: opensAt, embargo_until: embargoUntil },
			...{ written_at: at, written_by: saved.saved_by }
		}))
	);
}
