import { connect } from '@nats-io/transport-node';

/** Carries short texts from each process to all, itself included. What is lost on the way is looked up in the store. */
export type Bus = { publish: (text: string) => void; close: () => Promise<void> };

/**
 * Joins a bus by its address, `nats://host:4222/subject`; `user:password@` before the host where it asks for one. A
 * connection that breaks, or a server that is not there yet, is tried again for ever. `onJoined` is told each time.
 */
export async function joinBus(
	address: string,
	{ onText, onJoined }: { onText: (text: string) => void; onJoined: () => void }
): Promise<Bus> {
	const url = new URL(address);
	const subject = decodeURIComponent(url.pathname.slice(1)) || 'madang';
	const connection = await connect({
		servers: url.host,
		...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
		...{ maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500, waitOnFirstConnect: true },
		name: 'madang'
	});
	connection.subscribe(subject, { callback: (_, message) => onText(message.string()) });
	onJoined();
	void (async () => {
		for await (const { type } of connection.status()) if (type === 'reconnect') onJoined();
	})();
	return {
		publish: (text) => {
			if (!connection.isClosed()) connection.publish(subject, text);
		},
		close: () => connection.close()
	};
}
