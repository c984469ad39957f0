import { createHash, randomUUID } from 'node:crypto';
import { reading, type Tx } from '#lib/db.server.ts';
import { signed, signingKey, type SigningKey } from '#lib/signing.server.ts';
import { settled } from '#domain/applications/answers.rules.ts';
import { termHash } from '#domain/applications/consents.rules.ts';
import { submittedLeaf, withdrawnLeaf } from '#domain/applications/log.rules.ts';
import { addLeaves } from '#domain/applications/log.write.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { contentHash, signedText, type ReceiptBody } from '#domain/applications/receipts.rules.ts';
import { numberFor } from '#domain/applications/rules.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { SampleApplication, SampleCall } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants a call's applications as their applicants left them, receipts included; answers with their ids by key. */
export async function plantApplications(tx: Tx, call: SampleCall, ids: Ids): Promise<Map<string, string>> {
	const callId = must(ids.calls, call.key);
	const applications = new Map(call.applications.map(({ key }) => [key, randomUUID() as string]));
	const tracks = new Map(
		(await tx.selectFrom('tracks').select(['id', 'key']).where('call_id', '=', callId).execute()).map((row) => [
			row.key,
			row.id
		])
	);
	const numbers = numbersOf(call);
	await insertAll(
		tx,
		'applications',
		call.applications.map((one) => ({
			...{ id: must(applications, one.key), call_id: callId, applicant_id: must(ids.people, one.person) },
			...{ answers: one.answers, version: 1, saved_at: one.savedAt, number: numbers.get(one.key) ?? null },
			...{ submitted_at: one.submittedAt, withdrawn_at: one.withdrawnAt },
			...(one.submittedAt
				? {
						organisation_id: must(ids.organisations, one.registrationNumber),
						track_id: must(tracks, one.answers.track ?? '')
					}
				: {})
		}))
	);
	await tx.insertInto('application_counts').values({ call_id: callId, numbered: numbers.size }).execute();
	const receipts = await plantReceipts(tx, call, { callId, applications, numbers });
	await plantLog(tx, call, { callId, receipts, numbers });
	await plantLines(tx, call, { callId, applications, people: ids.people });
	return applications;
}

/** Plants the firms of all calls, each once; answers with their ids by registration number. */
export async function plantOrganisations(tx: Tx, calls: SampleCall[]): Promise<Map<string, string>> {
	const firms = calls.flatMap((call) => call.organisations.map((one) => ({ ...one, made_at: call.opensAt })));
	const ids = new Map(firms.map((one) => [one.registrationNumber, randomUUID() as string]));
	const once = [...new Map(firms.map((one) => [one.registrationNumber, one])).values()];
	await insertAll(
		tx,
		'organisations',
		once.map(({ registrationNumber, name, made_at }) => ({
			...{ id: must(ids, registrationNumber), registration_number: registrationNumber, name, made_at }
		}))
	);
	return ids;
}

const submitted = (call: SampleCall) =>
	call.applications
		.filter((one): one is SampleApplication & { submittedAt: Date } => one.submittedAt !== null)
		.sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime());

function numbersOf(call: SampleCall): Map<string, string> {
	return new Map(submitted(call).map((one, at) => [one.key, numberFor(call, at + 1)]));
}

type Planted = { callId: string; applications: Map<string, string>; numbers: Map<string, string> };

async function plantReceipts(tx: Tx, call: SampleCall, { callId, applications, numbers }: Planted) {
	const key = await signingKey(tx, 'receipts', call.publishedAt);
	const names = new Map(call.organisations.map((one) => [one.registrationNumber, one.name]));
	const { fields, terms } = await callForm(reading(tx), callId);
	const rows = submitted(call).map((one) => {
		const answers = settled(one.answers, fields);
		const body: ReceiptBody = {
			...{ kind: 'madang/receipt/v1', call: call.slug, notice: call.noticeNumber, number: must(numbers, one.key) },
			...{ organisation: must(names, one.registrationNumber), submittedAt: one.submittedAt.toISOString() },
			...{ contentHash: contentHash(answers), salt: saltOf(one), consents: one.consents.toSorted() }
		};
		return { ...receiptRow(body, key), application_id: must(applications, one.key), answers };
	});
	await insertAll(tx, 'receipts', rows);
	const agreed = submitted(call).flatMap((one, at) =>
		terms
			.filter((term) => one.consents.includes(term.key))
			.map((term) => ({
				receipt_id: rows[at]!.id,
				term_id: term.id,
				text_hash: termHash(term),
				given_at: one.submittedAt
			}))
	);
	await insertAll(tx, 'consents', agreed);
	return new Map(submitted(call).map((one, at) => [one.key, rows[at]!]));
}

type Receipts = Awaited<ReturnType<typeof plantReceipts>>;

async function plantLog(
	tx: Tx,
	call: SampleCall,
	{ callId, receipts, numbers }: { callId: string; receipts: Receipts; numbers: Map<string, string> }
): Promise<void> {
	const given = submitted(call).map((one) => ({ at: one.submittedAt, of: submittedLeaf, key: one.key }));
	const withdrawn = submitted(call)
		.filter((one) => one.withdrawnAt)
		.map((one) => ({ at: one.withdrawnAt!, of: withdrawnLeaf, key: one.key }));
	const leaves = [...given, ...withdrawn]
		.sort((a, b) => a.at.getTime() - b.at.getTime())
		.map(({ of, key }) => ({ receiptId: must(receipts, key).id, leaf: of(must(receipts, key)) }));
	await addLeaves(tx, callId, leaves, { numbered: numbers.size, logged: 0 });
}

// Drawn from the key, so that the same programme gives the same roster; a real one is 32 random bytes.
const saltOf = (one: SampleApplication) => createHash('sha256').update(`salt/${one.key}`).digest('hex');

function receiptRow(body: ReceiptBody, key: SigningKey) {
	const text = signedText(body);
	return {
		...{ id: randomUUID() as string, intent: randomUUID(), number: body.number, content_hash: body.contentHash },
		...{ salt: body.salt, submitted_at: body.submittedAt, body: text, signature: signed(text, key) }
	};
}

async function plantLines(
	tx: Tx,
	call: SampleCall,
	planted: Omit<Planted, 'numbers'> & { people: Map<string, string> }
) {
	const line = (one: SampleApplication) => ({
		...{ by: must(planted.people, one.person), callId: planted.callId, about: must(planted.applications, one.key) }
	});
	const submissions = submitted(call).map((one) => ({
		...line(one),
		...{ at: one.submittedAt, verb: 'application.submitted' as const }
	}));
	const withdrawals = call.applications
		.filter((one) => one.withdrawnAt)
		.map((one) => ({ ...line(one), at: one.withdrawnAt!, verb: 'application.withdrawn' as const }));
	const lines = [...submissions, ...withdrawals].sort((a, b) => a.at.getTime() - b.at.getTime());
	await noteAll(tx, lines);
}
