import type { Reader } from '#lib/db.server.ts';
import { drawPdf, mm, setQr, setText, type Pdf } from '#lib/pdf.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { hashed } from '#lib/secret.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { certificateNotFound, certificatePurpose, certificateText, checkLine, lineIn } from './certificates.rules.ts';

function certificates(db: Reader) {
	return db
		.selectFrom('certificates')
		.innerJoin('sessions', 'sessions.id', 'certificates.session_id')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.select(['certificates.id', 'certificates.number', 'certificates.name', 'signature', 'issued_at', 'session_id'])
		.select(['sessions.title', 'starts_at', 'ends_at', 'stops.city', 'time_zone as zone', 'hosts.name as host'])
		.where('certificates.erased_at', 'is', null);
}
export type Certificate = Awaited<ReturnType<typeof certificateByToken>>;

/** Somebody's certificate, by their link. */
export async function certificateByToken(db: Reader, token: string) {
	const row = await certificates(db)
		.where('certificates.token_hash', '=', hashed(token))
		.executeTakeFirstOrThrow(certificateNotFound);
	return { ...row, line: checkLine(row) };
}

/** How many certificates were issued for each session of a stop. */
export async function certificatesIn(db: Reader, stopId: string): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('certificates')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select(['session_id', (eb) => eb.fn.countAll<number>().as('count')])
		.where('stop_id', '=', stopId)
		.groupBy('session_id')
		.execute();
	return new Map(rows.map(({ session_id, count }) => [session_id, count]));
}

/** The certificate that a line is of, or null where the line was not made here, or what it says was changed. */
export async function checkedCertificate(db: Reader, typed: string) {
	const line = lineIn(typed);
	const key = await publicKeyFor(db, certificatePurpose);
	if (!line || !key) return null;
	const row = await certificates(db).where('certificates.number', '=', line.number).executeTakeFirst();
	if (!row) return null;
	return isSignedBy(key, certificateText({ ...row, session: row.session_id }), line.signature) ? row : null;
}

const soft = '#575d57';

/** A certificate as one page to print, in the reader's language, with the line to check it by as text and as a code. */
export function certificatePdf(one: Certificate, locale: Locale): Promise<Buffer<ArrayBuffer>> {
	const title = m.attended_title();
	return drawPdf({ title: `${title} · ${one.name}`, locale, at: one.issued_at }, (pdf) => {
		const text = centred(pdf);
		pdf.rect(mm(12), mm(12), mm(186), mm(273)).lineWidth(1).stroke('#12513f');
		text(m.attended_number({ number: one.number }), mm(26), { most: 10, least: 9, colour: soft });
		text(title, mm(40), { most: 30, least: 20, weight: 'bold', colour: '#12513f' });
		text(one.name, mm(76), { most: 30, least: 14, lines: 2, weight: 'bold' });
		text(m.attended_says(), mm(104), { most: 13, least: 10, lines: 2 });
		text(inWords(one.title, locale), mm(120), { most: 18, least: 12, lines: 3, weight: 'bold' });
		text(written(one.starts_at, one.zone, locale), mm(148), { most: 13, least: 10 });
		text(inWords(one.city, locale), mm(156), { most: 13, least: 10 });
		text(inWords(one.host, locale), mm(180), { most: 17, least: 12, weight: 'bold' });
		setQr(pdf, `${baseUrl}/certificates/check?line=${one.line}`, { x: mm(87), y: mm(204), size: mm(36) });
		text(m.attended_check_at({ address: `${baseUrl}/certificates/check` }), mm(244), {
			most: 9,
			least: 7,
			lines: 2,
			colour: soft
		});
		text(one.line, mm(256), { most: 8, least: 6, lines: 3, colour: soft });
	});
}

type How = Parameters<typeof setText>[3];

const centred = (pdf: Pdf) => (text: string, y: number, how: How) =>
	setText(pdf, text, { x: mm(25), y, width: mm(160), height: mm(30) }, { ...how, align: 'center' });
