import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import type { LogEvent } from 'kysely';

type Api = typeof import('@opentelemetry/api');
type Tracing = { api: Api; tracer: Tracer };

let tracing: Tracing | undefined;

/**
 * Begins to tell an OpenTelemetry collector how long requests, queries and jobs take, where a setting names one. Nothing of
 * it is loaded otherwise. What is told holds no personal data: entry points by their routes, queries without their values.
 *
 * @returns how to tell what is left and end
 */
export async function openTracing(
	endpoint: string,
	{ share = 1, name = 'madang' } = {}
): Promise<{ close: () => Promise<void> }> {
	if (!endpoint) return { close: async () => {} };
	const [api, sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }] =
		await Promise.all([
			import('@opentelemetry/api'),
			import('@opentelemetry/sdk-trace'),
			import('@opentelemetry/exporter-trace-otlp-http'),
			import('@opentelemetry/context-async-hooks'),
			import('@opentelemetry/resources')
		]);
	const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
	const exporter = new OTLPTraceExporter({ url, timeoutMillis: 2_000 });
	const provider = new sdk.TracerProvider({
		resource: resourceFromAttributes({ 'service.name': name }),
		sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
		spanProcessors: [new sdk.BatchSpanProcessor({ exporter })]
	});
	api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
	tracing = { api, tracer: provider.getTracer('madang') };
	return {
		close: async () => {
			tracing = undefined;
			api.context.disable();
			// A collector that is away is no reason to stay.
			const told = provider.shutdown().catch(() => {});
			await Promise.race([told, new Promise((done) => setTimeout(done, 800).unref())]);
		}
	};
}

/** What a piece of work may say of itself while it goes on. */
export type Teller = (attributes: Attributes) => void;

/** Does the work, and tells how long it took and whether it failed: by which kind of fault, never in its words. */
export async function traced<T>(name: string, work: (tell: Teller) => Promise<T>): Promise<T> {
	if (!tracing) return work(() => {});
	const { api, tracer } = tracing;
	return tracer.startActiveSpan(name, async (span: Span) => {
		try {
			return await work((attributes) => void span.setAttributes(attributes));
		} catch (fault) {
			span.setStatus({ code: api.SpanStatusCode.ERROR });
			span.setAttribute('error.type', fault instanceof Error ? fault.constructor.name : typeof fault);
			throw fault;
		} finally {
			span.end();
		}
	});
}

/** Tells of a query when it is over: its text, in which every value is a number of a place ($1). */
export function tellQuery({ level, query, queryDurationMillis }: LogEvent): void {
	if (!tracing) return;
	const { api, tracer } = tracing;
	const end = Date.now();
	const text = query.sql.slice(0, 2_000);
	const span = tracer.startSpan(/^\W*(\w+)/.exec(text)?.[1] ?? 'query', {
		kind: api.SpanKind.CLIENT,
		startTime: end - queryDurationMillis,
		attributes: { 'db.system.name': 'postgresql', 'db.query.text': text }
	});
	if (level === 'error') span.setStatus({ code: api.SpanStatusCode.ERROR });
	span.end(end);
}
