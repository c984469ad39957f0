import { gate } from '#domain/people/gate.server.ts';
import { InterestsSent } from '#domain/assignments/form.ts';
import { callOfApplication } from '#domain/reviews/desk.read.server.ts';
import { sayInterests } from '#domain/assignments/interests.write.server.ts';
import { forScript, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What was said of applications of one call, as it is said. */
export async function POST({ request, locals: { db, visitor, arrivedAt } }) {
	return forScript(async () => {
		const sent = await readJson(InterestsSent, request);
		const who = gate.reviewer(visitor, await callOfApplication(reading(db), sent[0]!.application));
		const said = sent.map(({ application, interest }) => ({ applicationId: application, interest }));
		await sayInterests(db, who, said, arrivedAt);
		return { saved: said.length };
	});
}
