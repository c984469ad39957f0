import { z } from 'zod';
import { rights } from '#domain/tokens/rules.ts';
import { eventKinds, verbsOf } from '#domain/webhooks/rules.ts';
import { m } from '#lib/paraglide/messages.js';
import { baseUrl } from '#lib/settings.server.ts';
import type { Operation } from './operation.ts';
import { apiVersion } from './run.ts';
import { namesIn, operations } from './table.ts';

type Json = Record<string, unknown>;

const text = { type: 'string' };

/** The document of the API (OpenAPI 3.1), made from the table that is answered from: it cannot say anything else. */
export function openApi(): Json {
	const paths: Record<string, Json> = {};
	for (const one of operations) (paths[one.path] ??= {})[one.method.toLowerCase()] = described(one);
	return {
		openapi: '3.1.0',
		info: {
			title: m.api_title(),
			version: apiVersion,
			description: m.api_what(),
			license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
		},
		servers: [{ url: `${baseUrl}/api/v1` }],
		security: [{ token: [] }],
		paths,
		webhooks: Object.fromEntries(verbsOf(eventKinds).map((verb) => [verb, told(verb)])),
		components: {
			securitySchemes: { token: { type: 'http', scheme: 'bearer', description: m.api_auth() } },
			schemas: { Problem: problemSchema },
			responses: Object.fromEntries(Object.keys(refusals).map((status) => [`Refused${status}`, refused(status)]))
		}
	};
}

function described(one: Operation): Json {
	const status = one.makes ? '201' : '200';
	const answer = {
		description: one.says(),
		content: { 'application/json': { schema: schemaOf(one.answer, 'output') } }
	};
	const unchanged = one.method === 'GET' ? { '304': { description: m.api_unchanged() } } : {};
	return {
		operationId: one.id,
		summary: one.says(),
		tags: [one.right?.split('.')[0]],
		'x-right': one.right,
		parameters: [...inPath(one), ...inQuery(one), ...inHead(one)],
		...(one.method === 'POST' ? { requestBody: bodyOf(one) } : {}),
		responses: { [status]: answer, ...unchanged, ...refusalsOf(one) }
	};
}

/** What a webhook is sent of a fact: ids alone. */
function told(verb: string): Json {
	const data = {
		type: 'object',
		required: ['id', 'call_id'],
		properties: { id: text, call_id: { type: ['string', 'null'] } }
	};
	const properties = { type: { const: verb }, timestamp: { ...text, format: 'date-time' }, data };
	const schema = { type: 'object', required: ['type', 'timestamp', 'data'], properties };
	const headers = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
	return {
		post: {
			description: m.webhooks_how_signed(),
			parameters: headers.map((name) => ({ name, in: 'header', required: true, schema: text })),
			requestBody: { content: { 'application/json': { schema } } },
			responses: { '204': { description: m.webhooks_how_retry() }, '410': { description: m.webhooks_gone() } }
		}
	};
}

const inPath = ({ path }: Operation) =>
	namesIn(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

function inQuery({ query }: Operation) {
	if (!query) return [];
	const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, Json> };
	return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function inHead({ method }: Operation) {
	const version = { name: 'Madang-Version', in: 'header', schema: { const: apiVersion } };
	const key = { name: 'Idempotency-Key', in: 'header', schema: { ...text, minLength: 1, maxLength: 255 } };
	const since = ['If-None-Match', 'If-Modified-Since'].map((name) => ({ name, in: 'header', schema: text }));
	return [version, ...(method === 'POST' ? [{ ...key, description: m.api_idempotency() }] : since)];
}

function bodyOf({ body, said = [] }: Operation): Json {
	if (!body) return { required: false, content: { 'application/json': { schema: { type: 'object' } } } };
	const schema = schemaOf(body, 'input') as { properties?: Record<string, Json>; required?: string[] };
	const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => !said.includes(key)));
	const required = (schema.required ?? []).filter((key) => !said.includes(key));
	return { required: true, content: { 'application/json': { schema: { ...schema, properties, required } } } };
}

const refusals: Record<string, () => string> = {
	401: m.api_refused_401,
	403: m.api_refused_403,
	404: m.api_refused_404,
	409: m.api_refused_409,
	422: m.api_refused_422,
	429: m.api_refused_429,
	503: m.api_refused_503
};

const refusalsOf = ({ method }: Operation) =>
	Object.fromEntries(
		Object.keys(refusals)
			.filter((status) => method === 'POST' || (status !== '409' && status !== '503'))
			.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }])
	);

function refused(status: string): Json {
	const wait = { description: m.api_retry_after(), schema: { type: 'integer' } };
	return {
		description: refusals[status]!(),
		...(status === '429' || status === '503' ? { headers: { 'Retry-After': wait } } : {}),
		content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
	};
}

const problemSchema = {
	type: 'object',
	required: ['type', 'title', 'status', 'code'],
	properties: {
		...{ type: text, title: text, status: { type: 'integer' }, code: text, id: text },
		fields: { type: 'object', additionalProperties: text }
	}
};

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
	const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' }) as Json;
	return schema;
}

/** The rights that some operation asks for: no token is offered another. */
export const askedRights = rights.filter((right) => operations.some((one) => one.right === right));
