import { gate } from '#domain/people/gate.server.ts';
import { InterestSent } from '#domain/reviews/assignments.form.ts';
import { asId, callOfApplication } from '#domain/reviews/desk.read.server.ts';
import { sayInterests } from '#domain/reviews/interests.write.server.ts';
import { forScript, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** One saying, as it is made. */
export async function POST({ request, locals: { db, visitor, arrivedAt } }) {
	return forScript(async () => {
		const { application, interest } = await readJson(InterestSent, request);
		const who = gate.reviewer(visitor, await callOfApplication(reading(db), asId(application)));
		await sayInterests(db, who, [{ applicationId: application, interest }], arrivedAt);
		return { saved: interest };
	});
}
