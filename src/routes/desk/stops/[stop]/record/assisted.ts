import { withParagraph, withTranslation } from '#domain/assistant/article.rules.ts';
import { PieceForm, RecordFieldForm } from '#domain/assistant/form.ts';
import { draftOf, serverInUse } from '#domain/assistant/read.server.ts';
import { draftNotFound, sourceChanged } from '#domain/assistant/rules.ts';
import { takePieces } from '#domain/assistant/takes.write.server.ts';
import { askDraft } from '#domain/assistant/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { ArticleForm } from '#domain/records/article.form.ts';
import { recordOf } from '#domain/records/article.read.server.ts';
import { recordNotFound, typedOf } from '#domain/records/article.rules.ts';
import { saveRecord } from '#domain/records/article.write.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';

type Pressed = { db: Db; who: HostOrganiser; stopId: string; data: FormData; at: Date };

// Without scripts a press within the article's form brings along what was typed: it is kept first.
async function keepTyped(tx: Tx, { who, stopId, data, at }: Pressed): Promise<void> {
	if (data.has('title.ko')) await saveRecord(tx, who, { stopId, form: readForm(ArticleForm, data) }, at);
}

/** Asks for the draft of one field's translation from the text as it stands. */
export function askTranslation(pressed: Pressed): Promise<string> {
	const { db, who, stopId, data, at } = pressed;
	return together(db, async (tx) => {
		await keepTyped(tx, pressed);
		const [field, locale] = readForm(RecordFieldForm, data).to;
		const subject = { of: 'record' as const, stopId, field };
		await askDraft(tx, who, { subject, locale, server: serverInUse() }, at);
		return `#draft-${field}.${locale}`;
	});
}

/** Puts a draft into the article, a field's translation whole or one paragraph of a record's, and leaves that it did. */
export function takeDraft(pressed: Pressed): Promise<string> {
	const { db, who, stopId, data, at } = pressed;
	return together(db, async (tx) => {
		await keepTyped(tx, pressed);
		const [id, nth] = readForm(PieceForm, data).take;
		const draft = await draftOf(reading(tx), id, { by: who, at });
		const record = await recordOf(reading(tx), stopId);
		if (!record) throw recordNotFound();
		if (!('stopId' in draft.subject) || draft.subject.stopId !== stopId) throw draftNotFound();
		const { place, pieces, article } = putIn(draft, record.content, nth);
		const form = ArticleForm.parse({ ...typedOf(article), version: String(record.version) });
		await saveRecord(tx, who, { stopId, form }, at);
		await takePieces(tx, who, { draftId: id, place, pieces }, at);
		return nth === undefined ? `#draft-${place}` : '#unread';
	});
}

type Draft = Awaited<ReturnType<typeof draftOf>>;
type Content = NonNullable<Awaited<ReturnType<typeof recordOf>>>['content'];

function putIn({ subject, locale, pieces, isWhole }: Draft, content: Content, nth: number | undefined) {
	if (subject.of === 'record') {
		if (!isWhole || pieces.length === 0) throw sourceChanged();
		return withTranslation(content, { field: subject.field, locale, pieces });
	}
	const piece = pieces.find((one) => one.nth === nth);
	if (subject.of !== 'transcript' || !piece) throw sourceChanged();
	return withParagraph(content, { locale, piece });
}
