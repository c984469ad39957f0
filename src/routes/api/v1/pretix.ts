import type { DeviceAtDoor } from '#domain/doors/read.server.ts';
import { scannerOf } from '#domain/doors/pretix.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';

/** A device as pretix describes one to itself. */
export function deviceFor(scanner: DeviceAtDoor, token: string) {
	const { host: organizer, number: device_id, name } = scanner;
	const gate = { id: device_id, name };
	return {
		organizer,
		device_id,
		unique_serial: scanner.id,
		api_token: token,
		name,
		security_profile: 'pretixscan',
		gate
	};
}

type Event = { request: Request; params: Record<string, string>; locals: App.Locals };

/** Runs the work of an endpoint for the scanner that asks, or says in pretix's words that its token is not taken. */
export async function asScanner(event: Event, work: (scanner: DeviceAtDoor) => Promise<Response>): Promise<Response> {
	try {
		const { request, params, locals } = event;
		const authorization = request.headers.get('authorization');
		return await work(await scannerOf(reading(locals.db), authorization, params.organizer));
	} catch (fault) {
		if (!(fault instanceof Refusal) || fault.code !== 'doors.device-refused') throw fault;
		return Response.json({ detail: 'Invalid token.' }, { status: 401 });
	}
}

export const notThere = () => Response.json({ detail: 'Not found.' }, { status: 404 });
