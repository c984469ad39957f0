import type { Reader } from '#lib/db.server.ts';
import type { Field } from './rules.ts';

/** What every version of a form has of a field. */
const asked = [
	...(['key', 'kind', 'label', 'help', 'is_required', 'is_feature', 'max_length'] as const),
	...(['options', 'settings', 'shown_when'] as const)
] as const;

/** A call's form in a version, the newest where none is named. What is no version of it is the newest. */
export async function formOf(
	db: Reader,
	callId: string,
	version?: number
): Promise<{ version: number; fields: Field[] }> {
	let later = db.selectFrom('form_versions').select(['version', 'fields']).where('call_id', '=', callId);
	if (version !== undefined) later = later.where('version', '=', version);
	const found = version === 1 ? undefined : await later.orderBy('version', 'desc').limit(1).executeTakeFirst();
	return found ?? { version: 1, fields: await firstFields(db, callId) };
}

function firstFields(db: Reader, callId: string): Promise<Field[]> {
	return db.selectFrom('fields').select(asked).where('call_id', '=', callId).orderBy('position').execute();
}

/** The versions of a call's form after the first, oldest first: each whole, with when, by whom and why. */
export function laterForms(db: Reader, callId: string) {
	return db
		.selectFrom('form_versions')
		.innerJoin('people', 'people.id', 'form_versions.made_by')
		.select(['version', 'fields', 'reason', 'form_versions.made_at', 'people.name as madeBy'])
		.where('call_id', '=', callId)
		.orderBy('version')
		.execute();
}

/** A call's form in all its versions, by number: for who must read each application by its own. */
export async function formsOf(db: Reader, callId: string): Promise<Map<number, Field[]>> {
	const [first, later] = await Promise.all([firstFields(db, callId), laterForms(db, callId)]);
	return new Map([[1, first], ...later.map(({ version, fields }) => [version, fields] as const)]);
}
