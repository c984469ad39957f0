/** What a drand server says of one round. Whoever uses it verifies the signature: the server is not trusted. */
type Round = { round: number; signature: string };

/** The signature (hex) of one round of a chain, from the first server that has it; undefined while none does. */
export async function signatureOf(
	servers: readonly string[],
	chainHash: string,
	round: number
): Promise<string | undefined> {
	const asked = servers.map((server) => ask(`${server}/${chainHash}/public/${round}`));
	return (await firstOf(asked))?.signature;
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

function firstOf(asked: Promise<Round>[]): Promise<Round | undefined> {
	return Promise.any(asked).catch(() => undefined);
}
