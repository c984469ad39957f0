import { otherHash } from '#domain/applications/attachments.rules.ts';
import { beginUpload } from '#domain/applications/uploads.write.server.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { mostMegabytes } from '#domain/calls/kinds.rules.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { forTus, metadataOf, numberIn, tusAnswer, tusOptions } from '#lib/tus.server.ts';

/** What an upload may be. */
export const OPTIONS = () => tusOptions(mostMegabytes << 20);

/** Makes room for a file to come, and says where to send it. */
export function POST({ request, params, locals: { db, visitor, arrivedAt } }) {
	const begin = async () => {
		const call = await publishedCall(reading(db), params.call);
		const size = numberIn(request, 'upload-length');
		if (size < 0) throw badRequest();
		const { name = '', field = '' } = metadataOf(request);
		const { id } = await beginUpload(db, gate.applicant(visitor, call.id), { field, name, size }, arrivedAt);
		return tusAnswer(201, { location: `/calls/${params.call}/apply/files/${id}` });
	};
	return forTus(request, begin, (fault) => fault.code === otherHash().code);
}
