import { encodeQR } from 'qr';
import type { Reader } from '#lib/db.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import { codeOfSession } from './read.server.ts';
import { floorView, type Stamp } from './views.read.server.ts';

/** What a screen in the hall shows: the floor, and how to come to it by phone. */
export async function screenOf(db: Reader, session: WholeSession, stamp: Stamp) {
	const [seen, code, site] = await Promise.all([
		floorView(db, session, stamp),
		codeOfSession(db, session.id),
		siteOf(db, { session: session.id })
	]);
	const link = `${site}/ask/${code}`;
	const { slug, title } = session;
	return { slug, title, seen, code, link: link.replace(/^https?:\/\//, ''), qr: squaresOf(link) };
}

/** A QR code of a text as one path of unit squares, and how wide it is. */
function squaresOf(text: string): { path: string; width: number } {
	const rows = encodeQR(text, 'raw', { border: 2 });
	const squares = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
	return { path: squares.join(''), width: rows.length };
}
