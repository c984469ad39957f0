import { z } from 'zod';
import { drawOfCall, publicDraw, sealOf, transcriptText } from '#domain/draws/read.server.ts';
import { drawNotFound } from '#domain/draws/rules.ts';
import { m } from '#lib/paraglide/messages.js';
import { show } from '../operation.ts';
import { id, instant, optional, slug } from '../shapes.ts';
import { auditedCall } from './own.ts';

const draw = z.object({
	...{ id, slug, state: z.string(), uses_beacon: z.boolean(), digest: optional(z.string()) },
	...{ prepared_at: instant, sealed_at: optional(instant), conduct_after: optional(instant) },
	conducted_at: optional(instant)
});
const whole = z.record(z.string(), z.unknown());

export const draws = [
	show({
		...{ id: 'showDraw', path: '/calls/{call}/draw', right: 'draws.read', says: m.api_show_draw, answer: draw },
		run: async (asked) => {
			const found = await drawOfCall(asked.read, (await auditedCall(asked)).call.id);
			if (!found) throw drawNotFound();
			return found;
		}
	}),
	show({
		...{ id: 'showSeal', path: '/draws/{draw}/seal', right: 'draws.read', says: m.api_show_seal, answer: whole },
		run: async ({ read, params }) => (await sealOf(read, (await publicDraw(read, params.draw!)).id)).seal
	}),
	show({
		...{ id: 'showTranscript', path: '/draws/{draw}/transcript', right: 'draws.read' },
		...{ says: m.api_show_transcript, answer: whole },
		run: async ({ read, params }) =>
			JSON.parse(await transcriptText(read, (await publicDraw(read, params.draw!)).id)) as object
	})
];
