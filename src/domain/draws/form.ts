import { z } from 'zod';
import { grouped, words } from '#lib/schema.ts';
import { characterFault, isBlank, letterCount, mixesScripts, tidy } from '#lib/text.ts';
import { normalEmail } from '#domain/people/rules.ts';
import { mostWitnesses } from './rules.ts';

const name = z.string({ error: 'lib.required' }).transform(tidy).superRefine(nameFault);
const email = z
	.string({ error: 'lib.required' })
	.transform(normalEmail)
	.pipe(z.email({ error: 'people.not-an-address' }).max(254, { error: 'people.not-an-address' }));

function nameFault(text: string, context: z.RefinementCtx): void {
	const fault = isBlank(text)
		? 'lib.blank'
		: (characterFault(text) ?? (mixesScripts(text) ? 'lib.mixed-scripts' : null));
	const code = fault ?? (letterCount(text) > 60 ? 'lib.too-long' : null);
	if (code) context.addIssue({ code: 'custom', message: code });
}

/** The people asked to witness: from one row per witness, `name-1`, `email-1` …; rows left empty are not there. */
export const Preparation = z.record(z.string(), z.string()).transform((typed, context) => {
	const witnesses: { name: string; email: string }[] = [];
	for (let row = 1; row <= mostWitnesses; row++) {
		const [rawName, rawEmail] = [typed[`name-${row}`] ?? '', typed[`email-${row}`] ?? ''];
		if (isBlank(rawName) && isBlank(rawEmail)) continue;
		const [readName, readEmail] = [name.safeParse(rawName), email.safeParse(rawEmail)];
		if (!readName.success) complain(context, `name-${row}`, readName.error);
		if (!readEmail.success) complain(context, `email-${row}`, readEmail.error);
		if (!readName.success || !readEmail.success) continue;
		if (witnesses.some((one) => one.name === readName.data)) twice(context, `name-${row}`);
		if (witnesses.some((one) => one.email === readEmail.data)) twice(context, `email-${row}`);
		witnesses.push({ name: readName.data, email: readEmail.data });
	}
	return { usesBeacon: typed.beacon === 'yes', witnesses };
});

export type Preparation = z.infer<typeof Preparation>;

function complain(context: z.RefinementCtx, field: string, error: z.ZodError): void {
	context.addIssue({ code: 'custom', path: [field], message: error.issues[0]?.message ?? 'lib.required' });
}

function twice(context: z.RefinementCtx, field: string): void {
	context.addIssue({ code: 'custom', path: [field], message: 'draws.witness-twice' });
}

const secret = z
	.string({ error: 'lib.required' })
	.transform((text) => tidy(text))
	.pipe(z.string().min(16, { error: 'draws.short-secret' }).max(340, { error: 'lib.too-long' }))
	.superRefine((text, context) => {
		const fault = characterFault(text);
		if (fault) context.addIssue({ code: 'custom', message: fault });
	});

/** A promise made by the witness's own browser or command line: a SHA-256 in hex. */
export const HashPromised = z.object({
	commitment: z
		.string({ error: 'lib.required' })
		.transform((text) => text.replace(/\s/g, '').toLowerCase())
		.pipe(z.string().regex(/^[0-9a-f]{64}$/, { error: 'draws.not-a-hash' }))
});

/** The secret itself: to be hashed here and not kept (a promise without a script), or revealed after the seal. */
export const SecretGiven = z.object({ secret });

/** Sealing asks for a tick: it cannot be undone. */
export const SealForm = z.object({ understood: z.literal('yes', { error: 'draws.tick-to-seal' }) });

/** Why a draw is made void, for everybody, and the hash of what stood when it was said. */
export const VoidForm = grouped(z.object({ reason: words(300), seen: z.string({ error: 'lib.required' }) }));
