import { otherHash } from '#domain/applications/attachments.rules.ts';
import { removeAttachment } from '#domain/applications/attachments.write.server.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { receiveBytes, resumeUpload, type FileCome } from '#domain/applications/uploads.write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { forTus, hashOf, numberIn, tusAnswer } from '#lib/tus.server.ts';
import type { RequestEvent } from './$types';

/** How far a file has come. */
export function HEAD(event: RequestEvent) {
	return answered(event, async (who) => {
		const come = await resumeUpload(event.locals.db, who, event.params.file, event.locals.arrivedAt);
		return tusAnswer(200, { 'upload-length': String(come.size), ...told(come) });
	});
}

/** A piece of a file. */
export function PATCH(event: RequestEvent) {
	const { request, params, locals } = event;
	return answered(event, async (who) => {
		const isPiece = request.headers.get('content-type') === 'application/offset+octet-stream';
		if (!isPiece) throw badRequest();
		const piece = { from: numberIn(request, 'upload-offset'), body: bytesOf(request), sha256: hashOf(request) };
		return tusAnswer(204, told(await receiveBytes(locals.db, who, { id: params.file, ...piece }, locals.arrivedAt)));
	});
}

/** Takes a file away, whole or not. */
export function DELETE(event: RequestEvent) {
	return answered(event, async (who) => {
		await removeAttachment(event.locals.db, who, event.params.file, event.locals.arrivedAt);
		return tusAnswer(204);
	});
}

function answered({ request, params, locals }: RequestEvent, run: (who: Applicant) => Promise<Response>) {
	const withWho = async () => {
		const call = await publishedCall(reading(locals.db), params.call);
		return run(gate.applicant(locals.visitor, call.id));
	};
	return forTus(request, withWho, (fault) => fault.code === otherHash().code);
}

async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
	if (request.body) yield* request.body;
}

/** How far it is; and once the file is whole, the line by which an answer names it. */
function told({ received, line }: FileCome): Record<string, string> {
	return { 'upload-offset': String(received), ...(line && { 'madang-attached': encodeURIComponent(line) }) };
}
