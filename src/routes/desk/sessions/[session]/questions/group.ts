import type { GroupForm } from '#domain/assistant/form.ts';
import { draftOf } from '#domain/assistant/read.server.ts';
import { sourceChanged } from '#domain/assistant/rules.ts';
import { takePieces } from '#domain/assistant/takes.write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { actOnQuestion } from '#domain/questions/moderate.write.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';

type Moderating = Moderator & { sessionId: string };

/**
 * Merges the questions of one proposed group into the one that who moderates has chosen, each as if pressed by itself.
 * Refuses where one of them has changed since it was seen.
 */
export function mergeGroup(db: Db, who: Moderating, form: GroupForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const draft = await draftOf(reading(tx), form.draft, { by: who, at });
		const piece = draft.pieces.find(({ nth }) => nth === form.piece);
		const isOwn = draft.subject.of === 'segment' && draft.subject.sessionId === who.sessionId;
		const ids = piece?.sources.map(({ ref }) => ref) ?? [];
		if (!piece || !isOwn || !ids.includes(form.into)) throw sourceChanged();
		for (const question of ids.filter((id) => id !== form.into)) {
			const version = form.versions[question] ?? 0;
			await actOnQuestion(tx, who, { question, version, act: 'merge', into: form.into }, at);
		}
		const taken = { draftId: draft.id, place: `merge/${form.into}`, pieces: [piece], isRead: true };
		await takePieces(tx, who, taken, at);
	});
}
