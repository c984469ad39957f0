import { migrate } from './migrate.ts';

/** What a start knows when the database answers. */
export type Start = { url: string; dataDir: string; address: string; isRehearsal: boolean };

/**
 * Brings the database to where the application expects it, before the first request.
 * Answers with the lines to print at the end of the start: how to sign in as each sample person.
 */
export async function prepare({ url }: Start): Promise<{ lines: string[] }> {
	await migrate(url);
	return { lines: [] };
}
