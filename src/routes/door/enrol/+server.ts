import { EnrolForm } from '#domain/doors/form.ts';
import { enrolDevice } from '#domain/doors/doors.write.server.ts';
import { enrolRefused } from '#domain/doors/rules.ts';
import { forScript, readJson } from '#lib/answer.server.ts';

/** Lets a phone in to its door by the secret it was shown, with the key it will sign by. */
export function POST({ request, locals: { db, arrivedAt } }) {
	return forScript(async () => {
		const form = await readJson(EnrolForm, request).catch(() => {
			throw enrolRefused();
		});
		return { id: await enrolDevice(db, form, arrivedAt) };
	});
}
