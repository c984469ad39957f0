import { certificateByToken, certificatePdf } from '#domain/followups/certificates.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** A certificate to print, made when it is asked for. */
export async function GET({ params, locals: { db, locale } }) {
	const one = await certificateByToken(reading(db), params.token);
	const disposition = `attachment; filename="certificate-${one.number}.pdf"`;
	const headers = { 'content-type': 'application/pdf', 'content-disposition': disposition };
	return new Response(await certificatePdf(one, locale), { headers });
}
