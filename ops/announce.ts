import { createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFault } from '../start/fault.mjs';
import type { Board, BoardCall } from '../src/domain/calls/board.rules.ts';
import type { Extended, Extension } from '../src/domain/calls/extensions.rules.ts';
import type { Outside } from '../src/lib/outside.server.ts';

type Told = { en: string; ko: string };

/**
 * `announce KEY CALL DAY TIME WHY_KO WHY_EN [FILE]` begins a later deadline, `announce KEY FILE` is the second organiser's. Answers
 * with what came of it, or null where the words are neither.
 */
export async function announce(words: string[], at: Date): Promise<Told | null> {
	const [keyFile, given, day, time, ko, en, to] = words;
	if (!keyFile || !given) return null;
	try {
		if (words.length === 2) {
			const { slug, new_at } = await finishExtension(keyFile, given);
			return {
				en: `The board says that ${slug} now closes ${new_at}. The program adopts it when it is back.`,
				ko: `알림판에 ${slug}의 새 마감 ${new_at}을(를) 적었습니다. 마당이 돌아오면 그대로 따릅니다.`
			};
		}
		if (!en || words.length > 7) return null;
		const file = to ?? `extension-${given}.json`;
		const asked = { slug: given, day: day!, time: time!, ko: ko!, en };
		const { new_at } = await beginExtension(keyFile, asked, file, at);
		return {
			en: `Signed: ${given} would close ${new_at}. A second organiser looks at ${file} and signs: announce KEY ${file}`,
			ko: `서명했습니다. ${given}의 새 마감은 ${new_at}입니다. 다른 담당자가 ${file}을 확인하고 서명합니다: announce 열쇠 ${file}`
		};
	} catch (fault) {
		throw await told(fault);
	}
}

/** A refusal of the domain in its own sentences. */
async function told(fault: unknown): Promise<unknown> {
	const { Refusal } = await import('../src/lib/refusal.ts');
	if (!(fault instanceof Refusal)) return fault;
	const say = async (locale: string) => {
		const all = JSON.parse(await readFile(join(messages, `${locale}.json`), 'utf8')) as Record<string, string>;
		const text = all[`refusal_${fault.code.replace(/[.-]/g, '_')}`] ?? fault.code;
		return text.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.detail?.[name] ?? ''));
	};
	return new StartFault(await say('en'), await say('ko'));
}

const messages = join(import.meta.dirname, '../messages/calls');

type Asked = { slug: string; day: string; time: string; ko: string; en: string };

/**
 * Begins a later deadline of a call while the program is away: signs it with the first organiser's key and leaves it in
 * `file`, for the second. Nothing but the board outside is asked; no database, no program.
 */
async function beginExtension(keyFile: string, asked: Asked, file: string, at: Date): Promise<Extended> {
	const { board, extensions, rules } = await openBoard();
	const call = board.calls.find(({ slug }) => slug === asked.slug);
	if (!call) throw new StartFault(`${asked.slug} is not on the board.`, `${asked.slug}은(는) 알림판에 없습니다.`);
	const newAt = rules.instantIn(call.zone, asked.day, asked.time);
	if (!newAt) throw new StartFault('That is no day and time.', '없는 날짜나 시각입니다.');
	const standing = rules.standingExtensions(call, extensions).at(-1);
	const content: Extended = {
		...{ v: 'madang/extension/v1', call: call.id, slug: call.slug, reason: { ko: asked.ko, en: asked.en } },
		...{ old_at: standing?.content.new_at ?? call.closes_at, new_at: newAt.toISOString() },
		announced_at: at.toISOString()
	};
	const change = { old_at: new Date(content.old_at), new_at: newAt };
	rules.checkAnnounced(content, new Date(board.as_of), at);
	rules.checkChange(change, new Date(change.old_at.getTime() + 366 * 86_400_000), at);
	await writeFile(file, JSON.stringify({ content, signatures: [await signedBy(keyFile, content, call)] }, null, '\t'));
	return content;
}

/** Signs what another organiser began, and puts it on the board: on its pages at once, and where the program will find it. */
async function finishExtension(keyFile: string, file: string): Promise<Extended> {
	const { board, extensions, places, rules } = await openBoard();
	const [begun] = rules.extensionsIn(`[${await readFile(file, 'utf8')}]`);
	const call = board.calls.find(({ id }) => id === begun?.content.call);
	if (!begun || !call) throw new StartFault(`${file} holds no extension of a call.`, `${file}에 연장 알림이 없습니다.`);
	const [first] = begun.signatures;
	const second = await signedBy(keyFile, begun.content, call);
	const isFirst = first && call.keys.includes(first.key);
	if (!isFirst || !rules.isSignedBy(first.key, rules.extensionText(begun.content), first.signature)) throw notAKey();
	if (first.key === second.key) throw rules.needsTwoKeys();
	const whole: Extension = { content: begun.content, signatures: [first, second] };
	const all = [...extensions, whole];
	for (const place of places) {
		await place.put(rules.extensionsFile, JSON.stringify(all, null, '\t'));
		for (const [name, text] of Object.entries(rules.boardPages(board, all))) await place.put(name, text);
	}
	return whole.content;
}

/** The board as the program last wrote it, in the newest of its places, and what was announced since: what came before, it has judged. */
async function openBoard(): Promise<{ board: Board; extensions: Extension[]; places: Outside[]; rules: Rules }> {
	const [rules, { statusPlaces: places }] = await Promise.all([rulesOf(), import('../src/lib/status.server.ts')]);
	const boards = (await Promise.all(places.map((place) => place.read(rules.boardFile)))).map(rules.boardIn);
	const sound = boards.flatMap((one) =>
		one && rules.isSignedBy(one.key, rules.boardText(one.board), one.signature) ? [one.board] : []
	);
	const board = sound.sort((a, b) => b.as_of.localeCompare(a.as_of))[0];
	if (!board)
		throw new StartFault(
			'There is no board: STATUS_DIR or STATUS_S3_… must lead to where the program has written it.',
			'알림판이 없습니다. STATUS_DIR이나 STATUS_S3_…가 마당이 적어 둔 곳을 가리켜야 합니다.'
		);
	const texts = await Promise.all(places.map((place) => place.read(rules.extensionsFile)));
	const waiting = texts.flatMap(rules.extensionsIn).filter(({ content }) => content.announced_at >= board.as_of);
	const extensions = [...new Map(waiting.map((one) => [rules.extensionHash(one), one])).values()];
	return { board, extensions, places, rules };
}

type Rules = Awaited<ReturnType<typeof rulesOf>>;

async function rulesOf() {
	return {
		...(await import('../src/domain/calls/board.rules.ts')),
		...(await import('../src/domain/calls/board.mail.ts')),
		...(await import('../src/domain/calls/deadlines.rules.ts')),
		...(await import('../src/domain/calls/extensions.rules.ts')),
		...(await import('../src/lib/signing.server.ts')),
		...(await import('../src/lib/instants.ts'))
	};
}

const notAKey = () =>
	new StartFault(
		'That key announces nothing for this call. Each organiser has one from the desk’s page of the board.',
		'이 공고의 마감을 알릴 수 있는 열쇠가 아닙니다. 운영 화면의 알림판에서 담당자마다 하나씩 받습니다.'
	);

/** The signature by the key in a file: 64 bytes as base64url, the public half and the private one (RFC 8032). */
async function signedBy(keyFile: string, content: Extended, { keys }: BoardCall) {
	const { extensionText } = await import('../src/domain/calls/extensions.rules.ts');
	const text = (await readFile(keyFile, 'utf8').catch(() => '')).trim();
	const bytes = Buffer.from(text, 'base64url');
	if (bytes.length !== 64) throw notAKey();
	const [x, d] = [bytes.subarray(0, 32), bytes.subarray(32)].map((half) => half.toString('base64url'));
	if (!keys.includes(x!)) throw notAKey();
	const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x!, d: d! }, format: 'jwk' });
	return { key: x!, signature: sign(null, Buffer.from(extensionText(content)), key).toString('base64url') };
}
