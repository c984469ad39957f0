import { SyncForm } from '#domain/doors/form.ts';
import { deviceBySignature, deviceView, newsForDevice } from '#domain/doors/read.server.ts';
import { deviceRefused } from '#domain/doors/rules.ts';
import { takeScans } from '#domain/doors/scans.write.server.ts';
import { forScript, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

const mostBytes = 1_000_000;

/**
 * A phone hands in what it has read and is told what is new. One that is switched off is told so, after what it hands in
 * was kept: it forgets the rest.
 */
export function POST({ request, locals: { db, arrivedAt } }) {
	return forScript(async () => {
		const body = await request.text();
		const shown = { id: request.headers.get('x-door-device') ?? '', body };
		const signature = request.headers.get('x-door-signature') ?? '';
		if (body.length > mostBytes) throw deviceRefused();
		const device = await deviceBySignature(reading(db), { ...shown, signature });
		const form = await readJson(SyncForm, new Response(body));
		const taken = await takeScans(db, device, form, arrivedAt);
		const now = arrivedAt.getTime();
		if (device.shut_at) return { isOff: true as const, now, taken };
		const [view, news] = await Promise.all([
			deviceView(reading(db), device),
			newsForDevice(reading(db), device, form.since, arrivedAt)
		]);
		return { isOff: false as const, now, taken, ...view, news };
	});
}
