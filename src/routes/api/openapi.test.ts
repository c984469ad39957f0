import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApi } from './openapi.ts';
import { readable } from './readable.ts';
import { namesIn, operations } from './table.ts';

type Json = Record<string, unknown>;
type Described = { operationId: string; parameters: { name: string; in: string }[] };

const document = openApi();
const described = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
	([path, methods]) => Object.values(methods).map((one) => ({ path, one }))
);

/** Every value under a name, however deep it lies. */
function* under(value: unknown, name: string): Generator<unknown> {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		if (key === name) yield inner;
		yield* under(inner, name);
	}
}

test('each operation of the table is in the document once, with the parameters of its path', () => {
	equal(document.openapi, '3.1.0');
	equal(new Set(described.map(({ one }) => one.operationId)).size, operations.length);
	for (const { path, one } of described) {
		const own = one.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
		deepEqual(own, namesIn(path), path);
	}
});

test('every reference leads somewhere, and every schema is one', () => {
	for (const ref of under(document, '$ref')) {
		const steps = String(ref).slice(2).split('/');
		ok(
			steps.reduce<unknown>((place, step) => (place as Json | undefined)?.[step], document),
			String(ref)
		);
	}
	const ajv = new Ajv2020({ strict: false, validateFormats: false });
	let count = 0;
	for (const schema of under(document.paths, 'schema')) {
		if (!('$ref' in (schema as Json))) ok(ajv.validateSchema(schema as Json), JSON.stringify(schema));
		count++;
	}
	ok(count > operations.length);
});

test('nothing is taken or answered that the document cannot describe', () => {
	const fields = readable(document).flatMap(({ operations: all }) =>
		all.flatMap(({ takes, answers }) => [...takes, ...answers])
	);
	const vague = fields.filter(({ kind }) => kind === 'any' || kind === 'undefined').map(({ name }) => name);
	deepEqual([...new Set(vague)], []);
});
