import { differing, merged, type Typed } from '#lib/merge.ts';

/** What is kept of a form in this browser: where it goes, what was typed over which version, and what that said. */
export type Kept = { url: string; version: number; base: Typed; typed: Typed };

const prefix = 'outbox:';

/** How many forms wait in this browser for the line, by whose they are; looked up again by `count`. */
export const waiting = $state({ forms: 0 });

/** Keeps a form in this browser at once, through a closed tab and a lost line. A full store keeps what it had. */
export function keep(key: string, kept: Kept): void {
	try {
		localStorage.setItem(prefix + key, JSON.stringify(kept));
	} catch {
		// The server has it, or the page still does: the store of this browser is a third place.
	}
	count();
}

/** What is kept of a form, or undefined. */
export function keptOf(key: string): Kept | undefined {
	try {
		return JSON.parse(localStorage.getItem(prefix + key) ?? 'null') ?? undefined;
	} catch {
		return undefined;
	}
}

/** Drops the forms that are no longer anybody's here. */
export function dropExcept(isKept: (key: string) => boolean): void {
	for (const key of keys().filter((key) => !isKept(key))) localStorage.removeItem(prefix + key);
	count();
}

/** The keys of all forms kept in this browser. */
export const keys = () =>
	Object.keys(localStorage)
		.filter((key) => key.startsWith(prefix))
		.map((key) => key.slice(prefix.length));

const isWaiting = (kept: Kept | undefined): kept is Kept => !!kept && differing(kept.base, kept.typed).length > 0;

/** Looks up how many forms have something the server does not. */
export function count(): void {
	waiting.forms = keys().filter((key) => isWaiting(keptOf(key))).length;
}

export type Answer =
	{ version: number } | { status: number; code: string; title: string; kept?: { version: number; typed: Typed } };

/** Sends a form; nothing when the server could not be reached or broke. */
export async function send(url: string, version: number, typed: Typed): Promise<Answer | undefined> {
	try {
		const body = JSON.stringify({ ...typed, version: String(version) });
		const headers = { 'content-type': 'application/json', accept: 'application/json' };
		const response = await fetch(url, { method: 'POST', headers, body, keepalive: body.length < 60_000 });
		if (response.status >= 500) return undefined;
		const answer = await response.json();
		return response.ok ? answer : { title: answer.message ?? '', code: '', ...answer, status: response.status };
	} catch {
		return undefined;
	}
}

/** Sends what waits of the forms that are not open now. What clashes stays, for whoever opens it to see. */
export async function sendWaiting(isOpen: (key: string) => boolean): Promise<void> {
	for (const key of keys().filter((key) => !isOpen(key))) {
		const kept = keptOf(key);
		if (isWaiting(kept)) await sendKept(key, kept);
	}
}

async function sendKept(key: string, kept: Kept): Promise<void> {
	const answer = await send(kept.url, kept.version, kept.typed);
	if (answer && 'version' in answer) return keep(key, { ...kept, version: answer.version, base: kept.typed });
	if (!answer || !('kept' in answer) || !answer.kept) return;
	const { version, typed: theirs } = answer.kept;
	const { typed, clashes } = merged(kept.base, kept.typed, theirs);
	if (clashes.length) return;
	const again = await send(kept.url, version, typed);
	if (again && 'version' in again) keep(key, { ...kept, version: again.version, base: typed, typed });
}
