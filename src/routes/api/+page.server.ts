import { mostPerMinute } from '#domain/tokens/rules.ts';
import { eventKinds, events } from '#domain/webhooks/rules.ts';
import { openApi } from './openapi.ts';
import { readable } from './readable.ts';
import { apiVersion } from './run.ts';

/** The API's document for people: the same as for machines, area by area. */
export function load() {
	const told = eventKinds.map((kind) => ({ kind, verbs: [...events[kind]] }));
	return { areas: readable(openApi()), told, version: apiVersion, mostPerMinute };
}
