import { enterImport } from '#domain/applications/entries.write.server.ts';
import { ImportPressed } from '#domain/applications/imports.form.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { readForm, sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';

/** The same press as the page's, told as it goes: a line of JSON for each piece of the way, the last says how it ended. */
export async function POST({ params, request, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const data = await request.formData().catch(() => {
		throw badRequest();
	});
	const { tells } = readForm(ImportPressed, data);
	const encoder = new TextEncoder();
	let isHeard = true;
	const lines = new ReadableStream<Uint8Array>({
		start: async (stream) => {
			// Whoever closes the page has pressed all the same: it goes on unheard.
			const say = (line: object) => isHeard && stream.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
			const tell = (done: number, of: number) => void say({ done, of });
			try {
				say(await enterImport(db, who, { id: params.import, tells: tells === 'on', tell }, arrivedAt));
			} catch (fault) {
				const isRefusal = fault instanceof Refusal;
				if (!isRefusal) console.error(JSON.stringify({ route: 'enter', import: params.import }), fault);
				say({
					refused: isRefusal
						? sentenceFor(fault.code, fault.detail)
						: sentenceFor('lib.fault', { id: params.import.slice(0, 8) })
				});
			}
			if (isHeard) stream.close();
		},
		cancel: () => {
			isHeard = false;
		}
	});
	return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
}
