import type { Area } from '#domain/tokens/rules.ts';

type Json = Record<string, unknown>;
type Schema = Json & { properties?: Record<string, Schema>; required?: string[]; items?: Schema; anyOf?: Schema[] };
type Described = {
	operationId: string;
	summary: string;
	tags: [Area];
	'x-right': string;
	parameters: { name: string; in: string; schema: Schema }[];
	requestBody?: { content: { 'application/json': { schema: Schema } } };
	responses: Record<string, { content?: { 'application/json': { schema: Schema } } }>;
};

/** A field as the page tells of it: indented by how deep it lies. */
export type ShownField = { name: string; depth: number; kind: string; isNeeded: boolean };

/** The document's operations for people, area by area in its order. */
export function readable(document: Json) {
	const all = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, one]) => shownOf({ path, method: method.toUpperCase(), one }))
	);
	return [...Map.groupBy(all, ({ area }) => area)].map(([area, operations]) => ({ area, operations }));
}

function shownOf({ path, method, one }: { path: string; method: string; one: Described }) {
	const answer = Object.entries(one.responses).find(([status]) => status.startsWith('20'))![1];
	const query = one.parameters.filter((parameter) => parameter.in === 'query');
	return {
		...{ id: one.operationId, says: one.summary, area: one.tags[0], right: one['x-right'], method, path },
		asks: query.map(({ name, schema }): ShownField => ({ name, depth: 0, kind: kindOf(schema), isNeeded: false })),
		takes: fieldsIn(one.requestBody?.content['application/json'].schema ?? {}),
		answers: fieldsIn(answer.content!['application/json'].schema)
	};
}

function fieldsIn({ properties = {}, required = [] }: Schema, depth = 0): ShownField[] {
	return Object.entries(properties).flatMap(([name, schema]) => [
		{ name, depth, kind: kindOf(schema), isNeeded: required.includes(name) },
		...fieldsIn(insideOf(schema), depth + 1)
	]);
}

const alone = (schema: Schema): Schema => schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
const insideOf = (schema: Schema): Schema => alone(schema).items ?? alone(schema);

function kindOf(schema: Schema): string {
	const one = alone(schema);
	const orNull = schema.anyOf?.some(({ type }) => type === 'null') ? ' | null' : '';
	if (one.type === 'array') return `${kindOf(one.items ?? {})}[]${orNull}`;
	if (one.enum) return (one.enum as string[]).map((value) => `"${value}"`).join(' | ') + orNull;
	const kinds = [one.format ?? one.type ?? one.const ?? 'any'].flat();
	return `${kinds.join(' | ')}${orNull}`;
}
