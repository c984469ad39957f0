import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Article } from '#db/kinds.ts';
import { publicQuotes } from '#domain/records/quotes.read.server.ts';
import { drawPng } from '#lib/card.server.ts';
import type { Tx } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { dropPart, partPath } from '#lib/parts.server.ts';
import { sampleTerms } from '../glossary.ts';
import { creekPavilion } from '../picture.ts';
import { dubaiCorrection, dubaiRecord, quoteLine } from '../record.ts';
import type { SampleProgramme } from '../types.ts';
import { after, days, hours, koreanDay } from '../zone.ts';
import { insertAll, must } from './rows.ts';
import type { Ids } from './people.ts';

/** Plants the record of Dubai: published the day after, corrected the day after that, with the words it explains. */
export async function plantRecord(tx: Tx, { at }: SampleProgramme, ids: Ids): Promise<void> {
	const by = must(ids.people, 'organiser');
	const stop_id = must(ids.stops, 'dubai');
	const { tour_id } = await tx
		.selectFrom('stops')
		.select('tour_id')
		.where('id', '=', stop_id)
		.executeTakeFirstOrThrow();
	await insertAll(
		tx,
		'glossary_terms',
		sampleTerms.map(({ word, aliases, explanation, source, url }) => ({
			...{ tour_id, host_id: ids.host, word, aliases, explanation, source_title: source, source_url: url },
			...{ checked_on: koreanDay(at, -3), written_at: after(at, -days(3)), written_by: by }
		}))
	);
	const id = await plantPicture(tx, { stop_id, added_at: after(at, -days(3)), added_by: by });
	const content = await withQuotes(tx, { ...dubaiRecord, picture: { ...dubaiRecord.picture, id } }, { stop_id, at });
	const begun = after(at, -days(3) - hours(4));
	const [first, second] = [after(at, -days(2)), after(at, -days(1))];
	const saved = { saved_at: second, saved_by: by, begun_at: begun, begun_by: by };
	await tx
		.insertInto('records')
		.values({ stop_id, content, version: 3, ...saved })
		.execute();
	const written = (number: number, text: Article, written_at: Date) => ({
		...{ stop_id, number, content: text, written_at, written_by: by, kept_at: written_at }
	});
	await insertAll(tx, 'record_versions', [written(1, asItWas(content), first), written(2, content, second)]);
	const edition = (nth: number, from: Date, reason: Article['title'] | null) => ({
		...{ stop_id, edition: nth, number: nth, public_from: from, published_at: from, published_by: by, reason }
	});
	await insertAll(tx, 'record_editions', [edition(1, first, null), edition(2, second, dubaiCorrection.reason)]);
}

function asItWas(content: Article): Article {
	const { ko, en } = dubaiCorrection.before;
	return { ...content, body: { ko: content.body.ko.replace(...ko), en: content.body.en.replace(...en) } };
}

// What speakers have approved goes in where the text leaves room for it.
async function withQuotes(tx: Tx, content: Article, { stop_id, at }: { stop_id: string; at: Date }): Promise<Article> {
	const quotes = await publicQuotes(tx, stop_id, at);
	const filled = (body: string) =>
		body.replace(quoteLine, (_, nth: string) => {
			const quote = quotes[Number(nth) - 1];
			return quote ? `{quote ${quote.id}}\n\n` : '';
		});
	return { ...content, body: { ko: filled(content.body.ko), en: filled(content.body.en) } };
}

async function plantPicture(tx: Tx, row: { stop_id: string; added_at: Date; added_by: string }): Promise<string> {
	const id = randomUUID();
	try {
		const path = partPath(id);
		const png = await drawPng(creekPavilion());
		mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
		writeFileSync(path, png);
		const [size, sha256] = [png.length, createHash('sha256').update(png).digest('hex')];
		await files.put(id, path);
		const file = { id, name: 'creek-pavilion.png', kind: 'png', size, sha256 };
		await tx
			.insertInto('record_pictures')
			.values({ ...file, ...row })
			.execute();
	} finally {
		await dropPart(id);
	}
	return id;
}
