import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'svelte/server';
import { drawPage } from 'virtual:draw-page';
import { transcriptText } from '#domain/draws/read.server.ts';
import { publicEdition, publicPicture } from '#domain/records/article.read.server.ts';
import CopyPage from '#domain/records/CopyPage.svelte';
import { copyLinks } from '#domain/records/links.rules.ts';
import { aroundRecord, recordPage } from '#domain/records/page.read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { speaking } from '#lib/locale.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { root } from '#lib/settings.server.ts';
import { locales, type Locale } from '#lib/words.ts';
import { escaped } from '#lib/xml.ts';
import type { Packed } from '#lib/zip.server.ts';

type File = { name: string; bytes: string | Uint8Array };

/**
 * A stop's record as a folder that opens from disk: the article in both languages with all that is known of the stop,
 * its picture, the draw's transcript and what checks it, and the sums of all of them. Nothing in it asks a network.
 */
export async function folderOf(db: Db, stop: Stop, site: string, at: Date): Promise<Packed[]> {
	const { content } = await publicEdition(reading(db), stop.id, { at });
	const around = await aroundRecord(reading(db), stop, at);
	const picture = content.picture.id ? await publicPicture(reading(db), stop.id, { id: content.picture.id, at }) : null;
	const pictureName = picture ? `picture.${picture.kind}` : '';
	const pages = await Promise.all(
		locales.map(async (locale): Promise<File> => {
			const record = await recordPage(reading(db), stop, locale, { at });
			const props = { reading: record, links: copyLinks(pictureName), parts: around.parts, terms: around.terms };
			const from = `${site}/stops/${stop.slug}/record`;
			const bytes = await speaking(locale, site, async () => {
				const { head, body } = render(CopyPage, { props: { ...props, from, at } });
				return documentOf({ locale, title: record.title, head, body });
			});
			return { name: locale === 'ko' ? 'index.html' : 'en.html', bytes };
		})
	);
	const transcript = around.drawId && (await transcriptText(reading(db), around.drawId));
	const draw = transcript
		? [
				{ name: 'draw/transcript.json', bytes: transcript },
				{ name: 'draw/verify.html', bytes: carrying(drawPage, transcript) }
			]
		: [];
	const all: File[] = [
		...pages,
		{ name: 'style.css', bytes: readFileSync(join(root, 'src/lib/ui/app.css')) },
		...(picture ? [{ name: pictureName, bytes: await bytesOf(picture.id) }] : []),
		...draw
	];
	const inFolder = (name: string) => `${stop.slug}-record/${name}`;
	return [...all, { name: 'README.txt', bytes: readmeFor() }, { name: 'SHA256SUMS', bytes: sumsOf(all) }].map(
		({ name, bytes }) => ({ name: inFolder(name), pieces: [bytes] })
	);
}

// The page that checks has the transcript at hand: from disk, no page may read the file beside it.
function carrying(page: string, transcript: string): string {
	const data = transcript.replaceAll('<', '\\u003c');
	const start = '<script type="module">';
	return page.replace(start, () => `<script type="application/json" id="transcript">${data}</script>\n${start}`);
}

// What is read from disk has no server to say so: the page itself says that nothing may be fetched or run.
const policy = "default-src 'none'; style-src 'self' 'unsafe-inline' file:; img-src 'self' file:; base-uri 'none'";

function documentOf({
	locale,
	title,
	head,
	body
}: {
	locale: Locale;
	title: string;
	head: string;
	body: string;
}): string {
	return [
		'<!doctype html>',
		`<html lang="${locale}"><head><meta charset="utf-8" />`,
		'<meta name="viewport" content="width=device-width, initial-scale=1" />',
		`<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
		`<title>${escaped(title)}</title><link rel="stylesheet" href="style.css" />${head}</head>`,
		`<body>${body}</body></html>\n`
	].join('\n');
}

async function bytesOf(id: string): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of await files.read(id)) pieces.push(piece as Uint8Array);
	return Buffer.concat(pieces);
}

const sumsOf = (all: File[]) =>
	all.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('');

const readmeFor = () => locales.map((locale) => m.record_copy_readme({}, { locale })).join('\n\n') + '\n';
