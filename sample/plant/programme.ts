import { together, type Db } from '#lib/db.server.ts';
import type { SampleProgramme } from '../types.ts';
import { plantAfterwards } from './afterwards.ts';
import { plantApplications, plantOrganisations } from './applications.ts';
import { plantCall } from './calls.ts';
import { plantFollowups } from './followups.ts';
import { plantHeld } from './held.ts';
import { plantPeopleAndTour, plantRoles } from './people.ts';
import { plantQuestions } from './questions.ts';
import { plantRan } from './ran.ts';
import { plantRecord } from './record.ts';
import { plantRegister } from './register.ts';
import { plantReviews } from './reviews.ts';
import { plantSaid } from './said.ts';
import { plantSessions } from './sessions.ts';
import { plantStop } from './stop.ts';

/** Plants the whole programme, or nothing of it. `onStep` is told what is in, for a progress line. */
export function plantProgramme(
	db: Db,
	programme: SampleProgramme,
	onStep: (what: string) => void = () => {}
): Promise<void> {
	return together(db, async (tx) => {
		const ids = await plantPeopleAndTour(tx, programme);
		onStep(`${programme.people.length} people, ${programme.tour.stops.length} stops`);
		for (const call of programme.calls) ids.calls.set(call.key, await plantCall(tx, programme, call, ids));
		await plantRoles(tx, programme, ids);
		await plantSessions(tx, programme, ids);
		for (const register of programme.registers) await plantRegister(tx, register, programme.at);
		await plantStop(tx, programme, ids);
		ids.organisations = await plantOrganisations(tx, programme.calls);
		const all = new Map<string, string>();
		for (const call of programme.calls) {
			const applications = await plantApplications(tx, call, ids);
			await plantReviews(tx, call, ids, applications);
			if (call.state === 'held') await plantHeld(tx, call, ids);
			for (const [key, id] of applications) all.set(key, id);
			onStep(`${call.slug}: ${call.applications.length} applications, ${call.reviews.length} reviews`);
		}
		await plantQuestions(tx, programme, ids, all);
		await plantRan(tx, programme, ids);
		await plantSaid(tx, programme, ids);
		await plantRecord(tx, programme, ids); // after what was said: it quotes it
		await plantFollowups(tx, programme, ids);
		await plantAfterwards(tx, programme, ids);
		onStep('what has become of the stop that is over');
	});
}
