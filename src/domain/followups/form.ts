import { z } from 'zod';
import { prose, whole } from '#lib/schema.ts';
import { offerKinds } from './rules.ts';

const choice = { error: 'lib.not-a-choice' };
const optional = (most: number) => z.preprocess((raw) => raw ?? '', prose(most));

/** Ticked boxes of one name: a value with a line for each. */
export const several = <T extends string>(values: readonly T[]) =>
	z.preprocess(
		(raw) =>
			String(raw ?? '')
				.split('\n')
				.filter(Boolean),
		z.array(z.enum(values as [T, ...T[]], choice))
	);

/** What a side says. `version` is the saving it was written over: 0 where nothing stood. */
export const OfferForm = z
	.object({
		kinds: several(offerKinds),
		gives: optional(1000),
		seeks: optional(1000),
		note: optional(1000),
		contact: optional(300),
		version: whole(0, 100_000)
	})
	.refine(({ kinds }) => kinds.length > 0, { path: ['kinds'], error: 'followups.no-kind' });
export type OfferForm = z.output<typeof OfferForm>;

/** Which text was read before agreeing. */
export const AgreeForm = z.object({ text: whole(1, 1000) });

/** What a delegate looks for. Tracks are keys of the calls there are. */
export const TopicsForm = z.object({
	delegate: z.uuid(choice),
	topics: optional(1000),
	tracks: z.preprocess(
		(raw) =>
			String(raw ?? '')
				.split('\n')
				.filter(Boolean),
		z.array(z.string().max(60)).max(40)
	),
	kinds: several(offerKinds)
});
export type TopicsForm = z.output<typeof TopicsForm>;
