import { redirect } from '@sveltejs/kit';
import { faultsIn, type FormField } from '#domain/applications/answers.rules.ts';
import { answersAmong, DraftSent, fieldOfFile, inputName } from '#domain/applications/form.ts';
import { attachedIn, attachedOf } from '#domain/applications/attachments.rules.ts';
import { ownUnfinished, saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { removeAttachment } from '#domain/applications/attachments.write.server.ts';
import { takeWhole } from '#domain/applications/uploads.write.server.ts';
import { codeInLink } from '#domain/applications/codes.read.server.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { takeUpCode } from '#domain/applications/codes.write.server.ts';
import { moveDraft } from '#domain/applications/forms.write.server.ts';
import { callForm, ownApplication } from '#domain/applications/read.server.ts';
import { badRequest, stateOf } from '#domain/applications/rules.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { laterForms } from '#domain/calls/forms.read.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { changesBetween } from '#domain/calls/versions.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { readMultipart } from '#lib/multipart.server.ts';
import { fieldsRefused, Refusal } from '#lib/refusal.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const { id } = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, id);
	const form = await callForm(reading(db), id, who);
	const { call, fields, tracks, formVersion, newestVersion } = form;
	const secret = url.searchParams.get('code');
	const [own, hours, code, forms, unfinished] = await Promise.all([
		ownApplication(reading(db), who),
		ownHours(reading(db), who, { form, trackId: null }, arrivedAt),
		secret === null ? null : codeInLink(reading(db), who, secret, arrivedAt),
		formVersion < newestVersion ? laterForms(reading(db), id) : [],
		fields.some(({ kind }) => kind === 'file') ? ownUnfinished(reading(db), who) : []
	]);
	return {
		newer: newerThan(formVersion, fields, forms),
		call,
		fields,
		tracks,
		...hours,
		now: arrivedAt,
		/** A code brought in the link: itself, for the button, and what it says. */
		code:
			secret === null ? null : { secret, ...(code ?? { state: 'unknown' as const, track: null, validUntil: null }) },
		unfinished: unfinished.map(({ id, field, name, size, received }) => ({ id, field, name, size, received })),
		files: await saidOfFiles(reading(db), own?.answers ?? {}),
		isEarly: arrivedAt < call.opens_at,
		state: own ? stateOf(own) : 'draft',
		draft: { answers: own?.answers ?? {}, version: own?.version ?? 0, savedAt: own?.version ? own.saved_at : null }
	};
}

export const actions = {
	take: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const { id } = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, id);
		const data = await request.formData();
		const answer = await forForm(data, () => takeUpCode(db, who, String(data.get('code')), arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/apply`);
		return answer;
	},
	save: async (event) => {
		const answer = await keepDraft(event);
		if ('done' in answer) redirect(303, `/calls/${event.params.call}/apply`);
		return answer;
	},
	move: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const answer = await forForm(await request.formData(), () => moveDraft(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/apply?moved`);
		return answer;
	},
	/** A file by a plain form, with all that was written beside it. */
	attach: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const lines: [string, string][] = [];
		const { data, fault } = await readMultipart(request, async ({ input, name, body }) => {
			const field = fieldOfFile(input);
			const take = () => takeWhole(db, who, { field, name, body }, arrivedAt);
			const { line } = await take().catch((wrong: unknown) => Promise.reject(atField(wrong, field)));
			lines.push([field, line!]);
		});
		for (const [field, line] of lines) data.append(inputName(field), line);
		const answer = await forForm(data, async () => {
			await saveDraft(db, who, sentIn(data), arrivedAt);
			if (fault) throw fault;
		});
		const anchor = lines.length > 0 ? `#field-${lines[0]![0]}` : '';
		if ('done' in answer) redirect(303, `/calls/${params.call}/apply${anchor}`);
		return answer;
	},
	/** The same the other way: takes one file off the answers, and away. */
	detach: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const data = await request.formData();
		const id = String(data.get('detach'));
		const answer = await forForm(data, async () => {
			const { version, answers } = sentIn(data);
			const left = Object.entries(answers).map(([key, answer]) => [key, without(answer, id)] as const);
			await saveDraft(db, who, { version, answers: Object.fromEntries(left) }, arrivedAt);
			await removeAttachment(db, who, id, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/calls/${params.call}/apply`);
		return answer;
	},
	review: async (event) => {
		const answer = await keepDraft(event, { complete: true });
		if ('done' in answer) redirect(303, `/calls/${event.params.call}/apply/submit`);
		return answer;
	}
};

type Later = Awaited<ReturnType<typeof laterForms>>;

/** What the newest form has that the applicant's has not, and why; null where theirs is the newest. */
function newerThan(version: number, fields: FormField[], forms: Later) {
	const later = forms.filter((form) => form.version > version);
	const newest = later.at(-1);
	if (!newest) return null;
	return {
		changes: changesBetween(fields, newest.fields),
		reasons: later.map(({ version, reason, made_at }) => ({ version, reason, madeAt: made_at }))
	};
}

type Press = { request: Request; params: { call: string }; locals: App.Locals };

async function keepDraft({ request, params, locals }: Press, wanted = { complete: false }) {
	const { db, visitor, arrivedAt } = locals;
	const call = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, call.id);
	const data = await request.formData();
	return forForm(data, async () => {
		const draft = await saveDraft(db, who, sentIn(data), arrivedAt);
		if (!wanted.complete) return;
		const faults = faultsIn(draft.answers, (await callForm(reading(db), call.id, who)).fields);
		if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	});
}

function sentIn(data: FormData): DraftSent {
	const sent = DraftSent.safeParse({ version: data.get('version'), answers: answersAmong(data) });
	if (!sent.success) throw badRequest();
	return sent.data;
}

// What speaks against a file is said at its field.
function atField(fault: unknown, field: string): unknown {
	if (!(fault instanceof Refusal) || fault.kind === 'unknown') return fault;
	return new Refusal(fault.kind, 'lib.fields', { fields: { [field]: fault.code }, detail: fault.detail });
}

function without(answer: string, id: string): string {
	const isOther = (line: string) => attachedIn(line)?.id !== id;
	return attachedOf(answer).length === 0 ? answer : answer.split('\n').filter(isOther).join('\n');
}
