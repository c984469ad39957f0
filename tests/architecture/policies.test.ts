import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nobody } from '#domain/people/rules.ts';
import { lateReads } from '../../src/late-reads.ts';
import { allows, policies } from '../../src/policies.ts';

type Node = { server?: { load?: unknown; actions?: Record<string, unknown> } };
type Manifest = {
	nodes: (() => Promise<Node>)[];
	routes: { id: string; page: { leaf: number } | null; endpoint: (() => Promise<object>) | null }[];
};

const { manifest } = (await import(join(import.meta.dirname, '../../build/server/manifest.js'))) as {
	manifest: Manifest;
};
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback']);

/** What the build really lets in, as lines: `/calls/[call] page`, `/me action save`, `/clock GET`. */
async function entryPoints(): Promise<string[]> {
	const lines = await Promise.all(
		manifest.routes.map(async ({ id, page, endpoint }) => {
			const node = page && (await manifest.nodes[page.leaf]!());
			const actions = Object.keys(node?.server?.actions ?? {}).map((name) => `${id} action ${name}`);
			const verbs = Object.keys((await endpoint?.()) ?? {}).filter((name) => methods.has(name));
			return [...(page ? [`${id} page`] : []), ...actions, ...verbs.map((verb) => `${id} ${verb}`)];
		})
	);
	return lines.flat().sort();
}

function declared(): string[] {
	return Object.entries(policies)
		.flatMap(([id, { page, actions, ...verbs }]) => [
			...(page ? [`${id} page`] : []),
			...Object.keys(actions ?? {}).map((name) => `${id} action ${name}`),
			...Object.keys(verbs).map((verb) => `${id} ${verb}`)
		])
		.sort();
}

test('every entry point of the build has a declared policy, and no policy is for nothing', async () => {
	deepEqual(await entryPoints(), declared());
});

test('an entry point nobody declared is closed', () => {
	equal(allows('/not/declared', 'GET', null, nobody), false);
	equal(allows('/', 'DELETE', null, nobody), false);
	equal(allows('/sign-in', 'POST', 'undeclared', nobody), false);
});

test('nobody in particular may not come to the desk, the reviews or their details', () => {
	const closed = Object.keys(policies).filter((route) => /^\/(desk|reviews|me)(\/|$)/.test(route));
	ok(closed.length > 0);
	for (const route of closed) equal(allows(route, 'GET', null, nobody), false, route);
});

test('what a replica may answer is open to anyone, has no form and goes by no link of somebody’s own', () => {
	for (const route of lateReads) {
		equal(allows(route, 'GET', null, nobody), true, route);
		deepEqual(Object.keys(policies[route]?.actions ?? {}), [], route);
		ok(!/\[token\]|\/stream$|\/floor$/.test(route), route);
	}
});

test('what is made once for all asks nothing of the one it is made for', () => {
	const ofOne = /\b(visitor|browser|cookies|getClientAddress|heardTo|headers)\b/;
	for (const route of lateReads)
		for (const file of ['+page.server.ts', '+page.ts']) {
			const path = join(import.meta.dirname, '../../src/routes', route, file);
			if (existsSync(path)) doesNotMatch(readFileSync(path, 'utf8'), ofOne, path);
		}
});
