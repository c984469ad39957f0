import { sentenceFor } from './answer.server.ts';
import { Refusal } from './refusal.ts';
import { writeFault } from '#lib/fault.server.ts';

type Tell = (done: number, of: number) => void;

/**
 * A press told as it goes: a line of JSON for each piece of the way, and a last one of how it ended or why it was
 * refused. Whoever closes the page has pressed all the same: it goes on unheard. `id` names it in the log of faults.
 */
export function telling(run: (tell: Tell) => Promise<object>, id: string): Response {
	const encoder = new TextEncoder();
	let isHeard = true;
	const lines = new ReadableStream<Uint8Array>({
		start: async (stream) => {
			const say = (line: object) => isHeard && stream.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
			try {
				say(await run((done, of) => void say({ done, of })));
			} catch (fault) {
				const isRefusal = fault instanceof Refusal;
				if (!isRefusal) writeFault({ telling: id }, fault);
				say({
					refused: isRefusal ? sentenceFor(fault.code, fault.detail) : sentenceFor('lib.fault', { id: id.slice(0, 8) })
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
