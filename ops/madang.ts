// `npm run madang -- COMMAND`: what whoever runs the program does at its machine.
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { migrate } from '../db/migrate.ts';
import { StartFault, tellFault } from '../start/fault.mjs';
import { announce } from './announce.ts';
import { backUp } from './backup.ts';
import { examine } from './doctor.ts';
import { connected } from './connected.ts';
import { exposure } from './exposure.ts';
import { acceptOn, acceptRestore, verify } from './journal.ts';
import { readBackup } from './manifest.ts';
import { restore } from './restore.ts';
import { withStore } from './store.ts';

const isKorean = /^ko/i.test(process.env.LC_ALL || process.env.LANG || '');
const say = (en: string, ko: string) => console.log(isKorean ? ko : en);

type Command = { takes: string; en: string; ko: string; run: (args: string[]) => Promise<void> };

const commands: Record<string, Command> = {
	doctor: {
		...{ takes: '', en: 'looks at the set-up and says what is wrong', ko: '설정과 연결을 살펴 잘못된 곳을 알립니다' },
		run: diagnose
	},
	host: {
		takes: 'ADDRESS NAME_KO NAME_EN ORGANISER_MAIL ORGANISER_NAME',
		...{ en: 'opens a host with its first organiser', ko: '주최 기관과 첫 운영자를 만듭니다' },
		run: openAHost
	},
	forget: {
		takes: 'MAIL',
		en: 'takes away the passkeys, app and recovery codes of somebody who has lost them',
		ko: '패스키, 인증 앱, 복구 번호를 모두 잃은 사람의 것을 지웁니다',
		run: forget
	},
	migrate: {
		takes: '',
		en: 'brings the database to this program',
		ko: '데이터베이스를 이 판에 맞춥니다',
		run: bringUp
	},
	backup: {
		takes: 'FOLDER',
		en: 'leaves a whole copy, while the program runs',
		ko: '실행 중에도 전체 사본을 남깁니다',
		run: copyAway
	},
	restore: {
		takes: 'FOLDER',
		en: 'fills an empty store from a copy',
		ko: '빈 저장소를 사본으로 채웁니다',
		run: bringBack
	},
	export: {
		takes: 'HOST FOLDER',
		en: 'writes everything of one host to take along: JSON, CSV, files',
		ko: '한 주최 기관의 모든 것을 JSON, CSV, 파일로 씁니다',
		run: takeAlong
	},
	sample: {
		takes: '',
		en: 'plants made-up people and calls into an empty store',
		ko: '비어 있는 저장소에 지어낸 사람들과 공고를 심습니다',
		run: plant
	},
	verify: {
		takes: '[FILE …]',
		en: 'holds the journal against every signed head, and against those you kept',
		ko: '기록 전체를 모든 서명, 그리고 따로 보관한 서명과 맞춰 봅니다',
		run: verifyJournal
	},
	'accept-restore': {
		takes: 'REASON',
		en: 'records that the store was put back to an earlier state, so that it may be written to again',
		ko: '저장소를 이전 상태로 되돌렸음을 기록하고 다시 쓸 수 있게 합니다',
		run: accept
	},
	announce: {
		takes: 'KEY_FILE CALL DAY TIME WHY_KO WHY_EN [FILE] | KEY_FILE FILE',
		en: 'announces a later deadline while the program is down: one organiser begins it, another signs the file',
		ko: '마당이 멈춘 동안 늦춘 마감을 알립니다. 한 담당자가 시작하고 다른 담당자가 그 파일에 서명합니다',
		run: tellOutside
	},
	exposure: {
		takes: 'HOST FROM UNTIL [person=MAIL] [token=ID] [address=IP]',
		en: 'writes what an account, a token or an address could have seen of whom, as CSV',
		ko: '계정이나 토큰, 접속지가 누구의 무엇을 볼 수 있었는지 CSV로 씁니다',
		run: writeExposure
	},
	check: { takes: 'FOLDER', en: 'proves that a copy is whole', ko: '사본이 온전한지 확인합니다', run: checkCopy }
};

async function diagnose(): Promise<void> {
	const marks = { fine: '✓', mind: '·', wrong: '✗' };
	const findings = await examine();
	for (const { what, is, en, ko } of findings) say(`${marks[is]} ${what}: ${en}`, `${marks[is]} ${what}: ${ko}`);
	if (findings.some(({ is }) => is === 'wrong')) process.exitCode = 1;
}

async function openAHost([slug, ko, en, email, name]: string[]): Promise<void> {
	if (!slug || !ko || !en || !email || !name) throw usage('host');
	await withStore(process.env, async ({ url }) => {
		await migrate(url);
		// The domain reads the settings when it is loaded: only now they are complete.
		const [{ openHost }, { connect }, { HostOpened }] = await Promise.all([
			import('../src/domain/people/hosts.write.server.ts'),
			import('../src/lib/db.server.ts'),
			import('../src/domain/people/form.ts')
		]);
		const form = HostOpened.safeParse({
			slug,
			name: { ko, en },
			organiser: { email, name, locale: isKorean ? 'ko' : 'en' }
		});
		if (!form.success) throw usage('host');
		const db = connect(url, 2);
		try {
			await openHost(db, form.data, new Date());
		} finally {
			await db.destroy();
		}
	});
	say(`${en} is open. ${email} can sign in.`, `${ko}을(를) 열었습니다. ${email} 주소로 로그인할 수 있습니다.`);
}

async function forget([email]: string[]): Promise<void> {
	if (!email) throw usage('forget');
	await withStore(process.env, async ({ url }) => {
		const [{ forgetFactors }, { connect }, { Refusal }] = await Promise.all([
			import('../src/domain/people/factors.write.server.ts'),
			import('../src/lib/db.server.ts'),
			import('../src/lib/refusal.ts')
		]);
		const db = connect(url, 2);
		try {
			await forgetFactors(db, email.trim().toLowerCase(), new Date());
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
			throw new StartFault(`Nobody has the address ${email}.`, `${email} 주소를 쓰는 사람이 없습니다.`);
		} finally {
			await db.destroy();
		}
	});
	say(
		`${email} signs in by mail and sets up anew. Make sure it was them who asked.`,
		`${email} 님은 메일로 로그인해 새로 정하시면 됩니다. 본인이 부탁했는지 꼭 확인해 주세요.`
	);
}

async function bringUp(): Promise<void> {
	const applied = await withStore(process.env, ({ url }) => migrate(url));
	say(`${applied.length} migrations applied.`, `마이그레이션 ${applied.length}개를 적용했습니다.`);
}

async function copyAway([folder]: string[]): Promise<void> {
	if (!folder) throw usage('backup');
	const { contents, rows } = await withStore(process.env, (store) => backUp(store, resolve(folder), new Date()));
	sayWhole(folder, { files: contents.length, rows });
}

async function bringBack([folder]: string[]): Promise<void> {
	if (!folder) throw usage('restore');
	const { contents, rows, again } = await withStore(process.env, async (store) => {
		const manifest = await restore(store, resolve(folder));
		const why = `restored from the backup of ${manifest.at}`;
		return { ...manifest, again: await connected(store.url, (db) => acceptOn(db, why)) };
	});
	sayErased(again);
	sayWhole(folder, { files: contents.length, rows });
}

async function takeAlong([slug, folder]: string[]): Promise<void> {
	if (!slug || !folder) throw usage('export');
	const { contents, rows } = await withStore(process.env, async ({ url }) => {
		const [{ exportHost }, { files }] = await Promise.all([
			import('./export.ts'),
			import('../src/lib/files.server.ts') // reads the settings when it is loaded
		]);
		return exportHost({ url, files }, { slug, folder: resolve(folder), at: new Date() });
	});
	sayWhole(folder, { files: contents.length, rows });
}

async function plant(): Promise<void> {
	const wasEmpty = await withStore(process.env, async ({ url }) => {
		await migrate(url);
		const [{ plantSample }, { connect }] = await Promise.all([
			import('../start/prepare.ts'),
			import('../src/lib/db.server.ts')
		]);
		const db = connect(url, 2);
		return plantSample(db).finally(() => db.destroy());
	});
	if (!wasEmpty)
		throw new StartFault(
			'There is a host here already: the sample goes into an empty store alone.',
			'이미 주최 기관이 있습니다. 예시는 비어 있는 저장소에만 심습니다.'
		);
	say('Sign in as organiser@madang.example.', 'organiser@madang.example 주소로 로그인하세요.');
}

async function checkCopy([folder]: string[]): Promise<void> {
	if (!folder) throw usage('check');
	const { contents, rows } = await readBackup(resolve(folder));
	sayWhole(folder, { files: contents.length, rows });
}

async function verifyJournal(files: string[]): Promise<void> {
	const { isSound, lines } = await verify(
		process.env,
		files.map((file) => resolve(file))
	);
	for (const { en, ko } of lines) say(en, ko);
	if (!isSound) process.exitCode = 1;
}

async function tellOutside(words: string[]): Promise<void> {
	const told = await announce(words, new Date());
	if (!told) throw usage('announce');
	say(told.en, told.ko);
}

async function writeExposure([host, from, until, ...more]: string[]): Promise<void> {
	const sought = Object.fromEntries(more.map((word) => word.split(/=(.*)/s).slice(0, 2))) as Record<string, string>;
	const isKnown = Object.keys(sought).every((name) => ['person', 'token', 'address'].includes(name));
	if (!host || !from || !until || !isKnown) throw usage('exposure');
	const { csv, count } = await exposure(process.env, { host, from, until, ...sought });
	process.stdout.write(csv);
	console.error(isKorean ? `신청서 ${count}건` : `${count} applications`);
}

async function accept(words: string[]): Promise<void> {
	const reason = words.join(' ').trim();
	if (!reason) throw usage('accept-restore');
	sayErased(await acceptRestore(process.env, reason));
	say('Recorded. Writing goes on.', '기록했습니다. 다시 쓸 수 있습니다.');
}

function sayErased(count: number): void {
	if (count) say(`${count} erased since are erased again.`, `그 뒤 파기한 ${count}명을 다시 파기했습니다.`);
}

function sayWhole(folder: string, { files, rows }: { files: number; rows: Record<string, number> }): void {
	const sum = Object.values(rows).reduce((total, count) => total + count, 0);
	say(`${folder}: ${sum} rows in ${files} files, whole.`, `${folder}: ${sum}행, 파일 ${files}개, 온전합니다.`);
}

function usage(name: string): StartFault {
	const line = `npm run madang -- ${name} ${commands[name]!.takes}`;
	return new StartFault(`Usage: ${line}`, `사용법: ${line}`);
}

function help(): void {
	for (const [name, { takes, en, ko }] of Object.entries(commands))
		say(`${name} ${takes}\n    ${en}`, `${name} ${takes}\n    ${ko}`);
}

const [name = '', ...args] = parseArgs({ allowPositionals: true }).positionals;
try {
	const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (command) await command.run(args);
	else {
		help();
		process.exitCode = name ? 1 : 0;
	}
} catch (fault) {
	tellFault(fault);
	process.exitCode = 1;
}
