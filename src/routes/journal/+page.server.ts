import { redirect } from '@sveltejs/kit';
import { journalPurpose, newestJournalCheckpoint } from '#domain/journal/checkpoints.read.server.ts';
import { keyForNote } from '#domain/journal/notes.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { HeadsForm } from '#domain/reads/form.ts';
import { headsByMail } from '#domain/reads/heads.read.server.ts';
import { beginHeads, endHeads } from '#domain/reads/heads.write.server.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { publicKeyFor } from '#lib/signing.server.ts';

export async function load({ locals: { db, visitor } }) {
	const [newest, key] = await Promise.all([
		newestJournalCheckpoint(reading(db)),
		publicKeyFor(reading(db), journalPurpose)
	]);
	const ids = audited(visitor);
	const [hosts, on] = [
		await hostsNamed(reading(db), ids),
		visitor.person ? await headsByMail(reading(db), visitor.person.id, ids) : []
	];
	return {
		...{ newest: newest ?? null, key: newest && key ? keyForNote(newest.note, key) : null },
		hosts: hosts.map(({ id, name }) => ({ id, name, isOn: on.includes(id) }))
	};
}

// Who audits or organises all of a host's calls may have the heads by mail.
function audited({ roles }: Visitor): string[] {
	const wide = roles.filter(({ role, callId }) => !callId && (role === 'auditor' || role === 'organiser'));
	return [...new Set(wide.map(({ hostId }) => hostId))];
}

export const actions = {
	begin: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () =>
			beginHeads(db, gate.hostAuditor(visitor, readForm(HeadsForm, data).host), arrivedAt)
		);
		if ('done' in answer) redirect(303, '/journal#mail');
		return answer;
	},
	end: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () =>
			endHeads(db, gate.hostAuditor(visitor, readForm(HeadsForm, data).host), arrivedAt)
		);
		if ('done' in answer) redirect(303, '/journal#mail');
		return answer;
	}
};
