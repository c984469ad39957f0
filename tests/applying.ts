import { randomUUID } from 'node:crypto';
import type { Answers } from '#db/kinds.ts';
import { settled } from '#domain/applications/answers.rules.ts';
import { callForm, ownApplication } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import type { GuardianSent } from '#domain/applications/form.ts';
import { saveDraft, submitApplication } from '#domain/applications/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { noon } from './world.ts';

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

/** Submits the draft as it stands, agreeing to these terms. */
export async function submitDraft(db: Db, who: Applicant, agreed = ['selection'], guardian?: GuardianSent) {
	const own = await ownApplication(reading(db), who);
	const { fields } = await callForm(reading(db), who.callId, who);
	const hash = contentHash(settled(own?.answers ?? {}, fields));
	return submitApplication(db, who, { intent: randomUUID(), hash, agreed, guardian }, noon);
}
