/** code -> [Korean, English]: refusals of files and of command lines. Codes are permanent (SPEC §12). */
export const FILE_REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
	'file.unwritable': ['{file} 파일을 쓸 수 없습니다: {problem}', 'The file {file} cannot be written: {problem}'],
	'file.not-utf8': [
		'{file} {line}행: UTF-8이 아닙니다(CP949나 UTF-16일 수 있습니다). UTF-8로 저장해 주십시오.',
		'{file}, line {line}: not UTF-8 (perhaps CP949 or UTF-16); save the file as UTF-8.'
	],
	'file.not-a-plan': [
		'{file}: draw plan이 쓴 추첨표 파일이 아닙니다(“{part}”이(가) 없습니다).',
		'{file} is not a plan as draw plan writes it: it has no {part}.'
	],
	'file.not-a-seal': [
		'{file}: draw seal이 쓴 봉인 파일이 아닙니다(“{part}”이(가) 없습니다).',
		'{file} is not a seal as draw seal writes it: it has no {part}.'
	],
	'file.not-receipts': [
		'{file}: 이미 있는 파일인데 draw plan이 쓴 접수증 파일이 아닙니다. --receipts로 다른 이름을 주십시오.',
		'{file} is there already and holds no receipts of draw plan; give another name by --receipts.'
	],
	'file.no-command': [
		'“{command}” 명령은 없습니다. draw --help를 보십시오.',
		'There is no command {command}; see draw --help.'
	],
	'file.no-option': [
		'“{option}” 선택지는 없습니다. draw --help를 보십시오.',
		'There is no option {option}; see draw --help.'
	],
	'file.option-elsewhere': [
		'{command} 명령은 {option}을(를) 읽지 않습니다. draw --help를 보십시오.',
		'The command {command} does not read {option}; see draw --help.'
	],
	'file.option-twice-said': [
		'{option}과(와) {other}은(는) 함께 쓸 수 없습니다.',
		'{option} and {other} can’t be given together.'
	],
	'file.extra-word': [
		'{command} 명령이 읽지 않는 말이 있습니다: “{word}”.',
		'The command {command} does not read “{word}”.'
	],
	'file.option-needs': [
		'{option}에 줄 값이 없거나 값을 받지 않습니다(음수는 {option}=-1처럼 씁니다).',
		'{option} lacks its value, or takes none (a negative one is written {option}=-1).'
	],
	'file.option-number': [
		'{option}: “{value}”은(는) 쓸 수 있는 정수가 아닙니다.',
		'{option}: “{value}” is not a whole number that fits here.'
	],
	'file.option-fraction': [
		'{option}: “{value}”은(는) 1/3 같은 분수가 아닙니다.',
		'{option}: “{value}” is not a fraction such as 1/3.'
	],
	'file.not-a-chain': [
		'{file}: 공개 난수 체인의 정보(hash, publicKey, period, genesisTime, scheme)가 아닙니다.',
		'{file} does not describe a beacon chain (hash, publicKey, period, genesisTime, scheme).'
	],
	'file.option-pair': [
		'{option}: “{value}”에 “이름=값”의 이름이나 등호가 없습니다.',
		'{option}: “{value}” is not NAME=….'
	],
	'file.option-language': ['--lang: “{value}”이(가) 아니라 ko 또는 en입니다.', '--lang is ko or en, not “{value}”.'],
	'file.value-missing': [
		'{file} {line}행: “{column}” 칸이 비어 있습니다.',
		'{file}, line {line}: there is nothing in the column {column}.'
	],
	'file.value-unknown': [
		'{file} {line}행: “{column}” 값 “{value}”에 대한 할당이 없습니다.',
		'{file}, line {line}: {column} is “{value}”, which no quota names.'
	],
	'file.not-an-integer': [
		'{file} {line}행 “{column}”: “{value}”은(는) 정수가 아닙니다.',
		'{file}, line {line}, {column}: “{value}” is not an integer.'
	],
	'file.out-of-range': [
		'{file} {line}행 “{column}”: “{value}”은(는) {least} 이상 {most} 이하의 정수가 아닙니다.',
		'{file}, line {line}, {column}: “{value}” is not an integer from {least} to {most}.'
	],
	'file.low-above-high': [
		'{file} {line}행: 낮은 점수 {low}이(가) 높은 점수 {high}보다 큽니다.',
		'{file}, line {line}: the low end {low} is above the high end {high}.'
	],
	'file.unknown-stop': [
		'{file} {line}행: “{stop}”은(는) 장소 파일에 없습니다.',
		'{file}, line {line}: “{stop}” is no stop of the stops’ file.'
	],
	'file.ranked-twice': [
		'{file} {line}행: 희망 순위에 “{stop}”이(가) 두 번 있습니다.',
		'{file}, line {line}: the ranking names “{stop}” twice.'
	],
	'file.bad-band': [
		'{file} {line}행 “band”: “{value}”은(는) accept, draw, decline 가운데 하나가 아닙니다.',
		'{file}, line {line}, band: “{value}” is not accept, draw or decline.'
	],
	'file.min-above-max': [
		'{file} {line}행: 최소 {min}이(가) 최대 {max}보다 큽니다.',
		'{file}, line {line}: the minimum {min} is above the maximum {max}.'
	],
	'file.unreadable': ['{file} 파일을 읽을 수 없습니다: {problem}', 'The file {file} cannot be read: {problem}'],
	'file.not-json': ['{file} 파일은 JSON이 아닙니다: {problem}', 'The file {file} is not JSON: {problem}'],
	'file.not-an-instance': [
		'{file}{where}: k, features, rows 형식이 아닙니다.',
		'{file} is not of the form k, features, rows: see {where}.'
	],
	'file.no-rows': ['{file}: 제목 줄 아래에 아무것도 없습니다.', 'The file {file} has nothing below its header.'],
	'file.empty': ['{file} 파일이 비어 있습니다.', 'The file {file} is empty.'],
	'file.column-twice': ['{file}: “{column}” 열이 두 번 있습니다.', '{file} has two columns named {column}.'],
	'file.no-column': [
		'{file}: “{column}” 열이 없습니다. 있는 열: {columns}.',
		'{file} has no column named {column}; it has {columns}.'
	],
	'file.row-length': [
		'{file} {line}행: 칸이 {cells}개입니다. {columns}개여야 합니다.',
		'{file}, line {line}: {cells} cells instead of {columns}.'
	],
	'file.after-quote': [
		'{file} {line}행: 닫는 따옴표 뒤에 글자가 있습니다.',
		'{file}, line {line}: text after a closing quote.'
	],
	'file.open-quote': ['{file} {line}행: 따옴표가 닫히지 않았습니다.', '{file}, line {line}: a quote is never closed.'],
	'file.id-twice': [
		'{file} {line}행: “{id}”은(는) {first}행에도 있습니다.',
		'{file}, line {line}: the id {id} was already on line {first}.'
	],
	'file.not-a-number': [
		'{file} {line}행 “{column}”: “{value}”은(는) 0 이상의 정수가 아닙니다.',
		'{file}, line {line}, {column}: “{value}” is not a whole number.'
	],
	'file.argument': ['명령에 {argument} 값이 필요합니다.', 'The command needs {argument}.'],
	'file.no-beacon': [
		'공개 난수 {round}회차의 올바른 서명을 어느 서버에서도 받지 못했습니다. 아직 나오지 않았을 수 있습니다.',
		'No server gave a genuine signature of beacon round {round}; it may not be out yet.'
	]
};
