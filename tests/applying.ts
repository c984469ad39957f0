import { randomUUID } from 'node:crypto';
import type { Answers } from '#db/kinds.ts';
import { formFields, settled } from '#domain/applications/answers.rules.ts';
import type { GuardianSent } from '#domain/applications/form.ts';
import { callForm, ownApplication } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { registrationNumber } from '../sample/registration.ts';
import { addPerson, noon, visitorOf, type Scene } from './world.ts';

/** Answers that the cast's call takes. */
export const fineAnswers: Answers = {
	organisation_name: '한빛 연구소',
	registration_number: '220-81-62517',
	track: 'api',
	region: 'busan',
	proposal: '우리는 바닷가 도시의 소음을 지도로 그립니다.'
};

/** Writes a draft over whatever stood, on the form it was begun on. */
export async function writeDraft(db: Db, who: Applicant, answers: Answers = fineAnswers, at = noon) {
	const own = await ownApplication(reading(db), who);
	return saveDraft(db, who, { version: own?.version ?? 0, answers }, at);
}

type Submitting = { guardian?: GuardianSent; at?: Date };

/** Submits the draft as it stands, agreeing to these terms. */
export async function submitDraft(
	db: Db,
	who: Applicant,
	agreed = ['selection'],
	{ guardian, at = noon }: Submitting = {}
) {
	const own = await ownApplication(reading(db), who);
	const { fields } = await callForm(reading(db), who.callId, who);
	const hash = contentHash(settled(own?.answers ?? {}, fields));
	return submitApplication(db, who, { intent: randomUUID(), hash, agreed, guardian }, at);
}

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
	await writeDraft(db, who, answers);
	const hash = contentHash(settled(answers, formFields(call.fields, call.tracks)));
	return { intent: randomUUID() as string, hash, agreed: ['selection'] };
}

/** Writes a draft and submits it. */
export async function applied(world: World, who: Applicant, answers: Answers, at = noon) {
	return submitApplication(world.db, who, await written(world, who, answers), at);
}
