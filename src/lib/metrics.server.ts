import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'madang_' });

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const requests = new Histogram({
	...{ name: 'madang_request_seconds', help: 'How long answers took, by entry point, method and status.', buckets },
	...{ labelNames: ['route', 'method', 'status'] as const, registers: [registry] }
});

const jobs = new Histogram({
	...{ name: 'madang_job_seconds', help: 'How long the jobs took, by their names.', buckets },
	...{ labelNames: ['job'] as const, registers: [registry] }
});

const jobFaults = new Counter({
	...{ name: 'madang_job_faults_total', help: 'How often a job failed.' },
	...{ labelNames: ['job'] as const, registers: [registry] }
});

const letters = new Gauge({
	...{ name: 'madang_letters_due', help: 'Letters that are due and have not gone out.', registers: [registry] }
});

/** Notes how long an answer took, in ms. What is no entry point is one name: strangers cannot make new ones. */
export function noteAnswer(
	route: string | null,
	{ method, status, ms }: { method: string; status: number; ms: number }
) {
	requests.observe({ route: route ?? 'none', method: knownMethod(method), status }, ms / 1000);
}

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A request's method, or `other`: strangers cannot make new names. */
export const knownMethod = (method: string) => (known.has(method) ? method : 'other');

/** Notes how long a job took, in ms, and whether it failed. */
export function noteJob(job: string, { ms, hasFailed }: { ms: number; hasFailed: boolean }) {
	jobs.observe({ job }, ms / 1000);
	if (hasFailed) jobFaults.inc({ job });
}

/** All of it as Prometheus reads it, with how many letters are due now. */
export async function metricsText(lettersDue: number): Promise<{ type: string; text: string }> {
	letters.set(lettersDue);
	return { type: registry.contentType, text: await registry.metrics() };
}
