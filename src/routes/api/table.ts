import type { Operation } from './operation.ts';
import { applications } from './resources/applications.ts';
import { calls } from './resources/calls.ts';
import { doors } from './resources/doors.ts';
import { draws } from './resources/draws.ts';
import { invitations } from './resources/invitations.ts';
import { programme } from './resources/programme.ts';
import { questions } from './resources/questions.ts';
import { records } from './resources/records.ts';
import { registrations } from './resources/registrations.ts';
import { reviews } from './resources/reviews.ts';
import { tours } from './resources/tours.ts';

/** All that a program can ask. What is not here is not there; what is here is in the document. */
export const operations: Operation[] = [
	...tours,
	...calls,
	...applications,
	...reviews,
	...draws,
	...invitations,
	...programme,
	...questions,
	...registrations,
	...doors,
	...records
];

// The store takes no NUL: nothing there has such a name.
const patterns = operations.map((operation) => {
	const names = namesIn(operation.path);
	const pattern = new RegExp(`^${operation.path.replace(/\{\w+\}/g, '([^/\\0]+)')}/?$`);
	return { operation, names, pattern };
});

/** The parameters in an operation's path, in their order. */
export function namesIn(path: string): string[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

/** Every operation at an address, whatever the method. */
export function operationsAt(path: string): Operation[] {
	return patterns.filter(({ pattern }) => pattern.test(path)).map(({ operation }) => operation);
}

/** The operation a request means, with its parameters; undefined where there is none. */
export function found(method: string, path: string) {
	for (const { operation, names, pattern } of patterns) {
		const match = operation.method === method ? pattern.exec(path) : null;
		if (!match) continue;
		const params = Object.fromEntries(names.map((name, at) => [name, match[at + 1]!]));
		return { operation, params };
	}
	return undefined;
}
