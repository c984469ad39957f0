import { draftOf } from '#domain/assistant/read.server.ts';
import { keptAs } from '#domain/assistant/rules.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';

/**
 * What of a draft is saved with a form that was opened with it, where it was: its pieces, and the place they went to. Who
 * saves has read them.
 */
export async function takenWith(db: Reader, data: FormData, { who, at }: { who: HostOrganiser; at: Date }) {
	const id = String(data.get('draft') ?? '');
	if (!isId(id)) return null;
	const { subject, locale, pieces } = await draftOf(db, id, { by: who, at });
	if (pieces.length === 0) return null;
	return { draftId: id, place: `${keptAs(subject).subject}.${locale}`, pieces, isRead: true };
}
