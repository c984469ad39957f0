/** What a drand server says of one round: 48 bytes of BLS12-381 G1 as hex. Nobody's word is taken for it. */
type Round = { round: number; signature: string };

/** One round of a chain, and how to tell that a signature of it is genuine. */
export type Wanted = { chainHash: string; round: number; isGenuine: (signature: string) => boolean };

/**
 * The signature (hex) of one round, from the first server that has a genuine one; undefined while none does. All are
 * asked at once, so that a server that is down, slow or lying costs nothing.
 */
export async function signatureOf(servers: readonly string[], wanted: Wanted): Promise<string | undefined> {
	const asked = servers.map(async (server) => {
		const { signature } = await ask(`${server}/${wanted.chainHash}/public/${wanted.round}`);
		if (!wanted.isGenuine(signature)) throw new Error(`${server} gave a signature that is not the chain's`);
		return signature;
	});
	return firstOf(asked);
}

/** Whether any server answers with a round of this chain, so that a draw that waits for one can be promised. */
export async function beaconAnswers(servers: readonly string[], chainHash: string): Promise<boolean> {
	const asked = servers.map((server) => ask(`${server}/${chainHash}/public/latest`));
	return (await firstOf(asked)) !== undefined;
}

const patienceMs = 3000;

async function ask(address: string): Promise<Round> {
	const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
	const round = (await response.json()) as Partial<Round>;
	if (!response.ok || typeof round.signature !== 'string') throw new Error(`${address}: ${response.status}`);
	return { round: Number(round.round), signature: round.signature };
}

function firstOf<T>(asked: Promise<T>[]): Promise<T | undefined> {
	return Promise.any(asked).catch(() => undefined);
}
