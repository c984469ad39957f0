import fc from 'fast-check';
import type { Documented, Schema } from './program.ts';

// What has broken servers before: nothing, NUL, what is no letter, what is too long, what reads as code or as a number.
const odd = fc.constantFrom(
	...['', ' ', '\0', '\ud800', '🙈', '%00', '../..', "' or 1=1 --", '{}', 'null', '1e999', '-1', 'NaN', '9'.repeat(30)],
	...['x'.repeat(5000), '2026-02-30', '25:61', '00000000-0000-0000-0000-000000000000', '가'.repeat(400), '__proto__']
);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), odd);

// Nothing, and dots alone, make another address of it.
const segment = text.filter((value) => !/^\.{0,2}$/.test(value));

/** Something that fits a schema, or nearly: now and then what the document does not allow at all. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
	const near = fits(schema);
	return fc.oneof(
		{ weight: 6, arbitrary: near },
		{ weight: 1, arbitrary: text },
		{ weight: 1, arbitrary: fc.jsonValue() }
	);
}

function fits(schema: Schema): fc.Arbitrary<unknown> {
	if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fits));
	if (schema.enum) return fc.constantFrom(...schema.enum);
	if (schema.format === 'uuid') return fc.uuid();
	if (schema.type === 'integer' || schema.type === 'number') return fc.oneof(fc.integer(), fc.double());
	if (schema.type === 'boolean') return fc.boolean();
	if (schema.type === 'array') return fc.array(fitting(schema.items ?? {}), { maxLength: 4 });
	if (schema.type === 'object' || schema.properties) {
		const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, fitting(one)] as const);
		return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
	}
	return schema.pattern ? fc.oneof(fc.stringMatching(new RegExp(String(schema.pattern))), text) : text;
}

/** A request of an operation, made from the document alone; `known` are values its path may well have. */
export function requestOf({ one }: Documented, known: Record<string, string>) {
	const inPlace = (place: string) => one.parameters.filter((parameter) => parameter.in === place);
	const path = Object.fromEntries(
		inPlace('path').map(({ name }) => [
			...[name, fc.oneof({ weight: 5, arbitrary: fc.constant(known[name] ?? '') }, { weight: 1, arbitrary: segment })]
		])
	) as Record<string, fc.Arbitrary<string>>;
	const query = Object.fromEntries(inPlace('query').map(({ name, schema }) => [name, fitting(schema).map(String)]));
	return fc.record({
		path: fc.record(path),
		query: fc.record(query, { requiredKeys: [] }),
		body: fitting(one.requestBody?.content['application/json'].schema ?? { type: 'object' })
	});
}
