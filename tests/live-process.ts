// A process that hears of news as a server's does, on one stream, and tells its parent the words; what ends the stream is named by LIVE_ENDS. It does not look into
// the table by itself: what it hears came by the bus, or from the database when it is the one that passes news on.
import { EventEmitter } from 'node:events';
import { connect } from '#lib/db.server.ts';
import type { Stream } from '#lib/hub.server.ts';
import { openLive } from '#lib/live.server.ts';

const url = process.env.LIVE_URL!;
const live = await openLive({ db: connect(url, 2), url, bus: process.env.LIVE_BUS!, lookMs: 600_000 });
const stream = Object.assign(new EventEmitter(), {
	writableLength: 0,
	write: (frame: Buffer | string) => {
		const words = /data: (.+)\n/.exec(frame.toString())?.[1];
		if (words) process.send!(words);
		return true;
	},
	end: (frame?: Buffer | string) => {
		if (frame) stream.write(frame);
		stream.emit('close');
	},
	destroy: () => {}
});
const ends = { topics: (process.env.LIVE_ENDS ?? '').split(' ').filter(Boolean), since: live.newest() };
await live.open(live.admit(['a'], null, ends)!, stream as unknown as Stream);
process.on('disconnect', () => process.exit());
