import { z } from 'zod';
import { needed } from '#lib/schema.ts';
import { doorWays, mostScans } from './rules.ts';

const ticked = z
	.string()
	.optional()
	.transform((value) => value === 'on');
const id = z.uuid({ error: 'lib.not-a-choice' });
/** A clock's time as a form's field has it: `2026-12-10T14:30`. */
const clock = z.string({ error: 'lib.required' }).regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, { error: 'lib.required' });

/** A door as its session's desk makes it. Several kinds of place are one field with a line for each; none is all. */
export const DoorForm = z
	.object({
		nameKo: needed(40),
		nameEn: needed(40),
		kinds: z
			.string()
			.optional()
			.transform((lines) => (lines ? lines.split('\n') : []))
			.pipe(z.array(id)),
		invited: ticked,
		way: z.enum(doorWays, { error: 'lib.not-a-choice' }),
		opens: clock,
		closes: clock,
		trial: ticked,
		identity: ticked
	})
	.refine(({ opens, closes }) => opens < closes, { error: 'doors.hours', path: ['closes'] });
export type DoorForm = z.output<typeof DoorForm>;

export const DoorId = z.object({ door: id });
export const DeviceId = z.object({ device: id });
export const TicketId = z.object({ ticket: id });

/** A phone to be let in to a door, by a name its desk knows it by; or a scanner that speaks pretix's protocol. */
export const DeviceForm = z.object({ door: id, device: needed(40) });
export type DeviceForm = z.output<typeof DeviceForm>;

/** A phone that comes in by its secret, with the public half of a key of its own: a point of P-256 as base64url. */
export const EnrolForm = z.object({
	secret: z.string().regex(/^[\w-]{43}$/),
	publicKey: z.string().regex(/^[\w-]{87}$/)
});
export type EnrolForm = z.output<typeof EnrolForm>;

const ms = z.number().int().min(0).max(8_000_000_000_000);

/** One reading as a phone tells it. `at` is its own clock, and `ahead` how far that was ahead of ours. */
export const ScanForm = z.object({
	nonce: z.string().regex(/^[\w-]{8,64}$/),
	text: z.string().max(400),
	way: z.enum(['entry', 'exit', 'undo']),
	undoes: z.string().max(64).nullable().default(null),
	at: ms,
	ahead: z.number().int().min(-4_000_000_000_000).max(4_000_000_000_000),
	wasLet: z.boolean(),
	wasForced: z.boolean().default(false),
	told: z.string().max(40).nullable().default(null)
});
export type ScanForm = z.output<typeof ScanForm>;

/**
 * What a phone says each time: what it has read since, and from where on it wants to know. Readings are looked at one by
 * one: one that is nonsense is kept as such, and holds up no other.
 */
export const SyncForm = z.object({
	now: ms,
	since: z.object({ scan: z.number().int().min(0), at: ms }).nullable(),
	waiting: z.number().int().min(0).max(1_000_000).default(0),
	scans: z.array(z.unknown()).max(mostScans)
});
export type SyncForm = z.output<typeof SyncForm>;

/** How a scanner of pretix's asks about a ticket. What we have no use for (answers, questions, unpaid) is let pass. */
export const RedeemForm = z.object({
	secret: z.string().min(1).max(400),
	lists: z.array(z.number().int()).min(1).max(50),
	force: z.boolean().default(false),
	type: z.enum(['entry', 'exit']).default('entry'),
	nonce: z
		.string()
		.min(1)
		.max(64)
		.nullish()
		.transform((nonce) => nonce ?? undefined),
	datetime: z
		.string()
		.nullish()
		.transform((text) => (text ? new Date(text) : undefined))
		.refine((at) => at === undefined || !Number.isNaN(at.getTime()), { error: 'lib.required' })
});
export type RedeemForm = z.output<typeof RedeemForm>;

/** How a scanner of pretix's comes in. */
export const InitializeForm = z.object({ token: z.string().min(1).max(100) });
