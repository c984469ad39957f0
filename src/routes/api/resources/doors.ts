import { z } from 'zod';
import { attendanceOf } from '#domain/doors/attendance.read.server.ts';
import { scansOf } from '#domain/doors/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { list, show } from '../operation.ts';
import { count, id, instant, optional, words } from '../shapes.ts';
import { organisedSession } from './own.ts';

const checkIn = z.object({
	...{ nonce: z.string(), ticket: id, door: id, device: id, way: z.string(), at: instant, was_let: z.boolean() },
	undoes: optional(z.string())
});
const heads = { given: count, came: count, inside: count };
const attendance = z.object({ ...heads, kinds: z.array(z.object({ ...heads, name: words })) });

export const doors = [
	list(
		{
			...{ id: 'listCheckIns', path: '/sessions/{session}/checkins', right: 'doors.read' },
			...{ says: m.api_list_check_ins, row: checkIn }
		},
		{
			rows: async (asked) => {
				const scans = await scansOf(asked.read, (await organisedSession(asked)).session.id);
				const inOrder = scans.toSorted((one, other) => one.at - other.at || (one.nonce < other.nonce ? -1 : 1));
				return inOrder.map(({ at, wasLet, ...scan }) => ({ ...scan, at: new Date(at), was_let: wasLet }));
			},
			key: 'nonce'
		}
	),
	show({
		...{ id: 'showAttendance', path: '/sessions/{session}/attendance', right: 'doors.read' },
		...{ says: m.api_show_attendance, answer: attendance },
		run: async (asked) => attendanceOf(asked.read, (await organisedSession(asked)).session, asked.at)
	})
];
