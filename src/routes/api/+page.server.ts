import { mostPerMinute } from '#domain/tokens/rules.ts';
import { openApi } from './openapi.ts';
import { readable } from './readable.ts';
import { apiVersion } from './run.ts';

/** The API's document for people: the same as for machines, area by area. */
export function load() {
	return { areas: readable(openApi()), version: apiVersion, mostPerMinute };
}
