/** Why the program says no: bad input, nothing there, nobody known, not allowed, too late or twice, too much at once. */
export type RefusalKind = 'invalid' | 'unknown' | 'unproven' | 'forbidden' | 'conflict' | 'busy';

/**
 * The program says no on purpose. Verbs throw it; `lib/answer.server.ts` turns it into a form error or problem+json.
 * `code` is public and permanent (`stage.what`); pages show the sentence `refusal_<stage>_<what>`.
 */
export class Refusal extends Error {
	readonly kind: RefusalKind;
	readonly code: string;
	/** What the sentence needs to be exact: numbers, names, instants as ISO 8601. */
	readonly detail: Record<string, string | number>;
	/** The form fields at fault, with the code of what is wrong with each. */
	readonly fields: Record<string, string>;

	constructor(kind: RefusalKind, code: string, more: { detail?: Refusal['detail']; fields?: Refusal['fields'] } = {}) {
		super(code);
		this.name = 'Refusal';
		this.kind = kind;
		this.code = code;
		this.detail = more.detail ?? {};
		this.fields = more.fields ?? {};
	}
}

/** Declares a refusal, beside the rule it belongs to. */
export function refusal(kind: RefusalKind, code: string, detail?: Refusal['detail']): Refusal {
	return new Refusal(kind, code, { detail });
}

/** Some fields are not as the form asks: `fields` maps each to the code of its complaint (`lib.required`, …). */
export function fieldsRefused(fields: Record<string, string>): Refusal {
	return new Refusal('invalid', 'lib.fields', { fields });
}
