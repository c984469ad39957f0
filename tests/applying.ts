import { randomUUID } from 'node:crypto';
import type { Answers } from '#db/kinds.ts';
import { formFields, settled } from '#domain/applications/answers.rules.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { ownApplication } from '#domain/applications/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { registrationNumber } from '../sample/registration.ts';
import { addPerson, noon, visitorOf, type Scene } from './world.ts';

type World = Pick<Scene, 'db' | 'call'>;

/** The answers of a firm by its order: each has its own registration number. */
export function firm(nth: number, more: Answers = {}): Answers {
	const form = { organisation_name: `Firm ${nth}`, track: 'api', region: 'seoul', proposal: `The plan of ${nth}.` };
	return { ...form, registration_number: registrationNumber(nth), ...more };
}

/** A new person before the call's form. */
export async function applicant({ db, call }: World, name: string): Promise<Applicant> {
	return gate.applicant(visitorOf(await addPerson(db, name)), call.id);
}

/** Writes a draft over whatever stood; answers with one press of its button. */
export async function written({ db, call }: World, who: Applicant, answers: Answers) {
	const own = await ownApplication(reading(db), who);
	await saveDraft(db, who, { version: own?.version ?? 0, answers }, noon);
	const hash = contentHash(settled(answers, formFields(call.fields, call.tracks)));
	return { intent: randomUUID() as string, hash, agreed: ['selection'] };
}

/** Writes a draft and submits it. */
export async function applied(world: World, who: Applicant, answers: Answers, at = noon) {
	return submitApplication(world.db, who, await written(world, who, answers), at);
}
