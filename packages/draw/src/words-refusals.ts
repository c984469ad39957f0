/** code -> [Korean, English]. Codes are permanent (SPEC §12). */
export const REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
	'draw.bad-unicode': [
		'문자열에 올바르지 않은 유니코드가 있습니다: {where}.',
		'There is malformed Unicode at {where}.'
	],
	'draw.bad-hex': [
		'{where}: 소문자 16진수 {bytes}바이트가 아닙니다.',
		'{where} is not lower-case hex of {bytes} bytes.'
	],
	'draw.not-json': ['{where}: JSON으로 나타낼 수 없는 값입니다.', 'The value at {where} cannot be written as JSON.'],
	'draw.bad-json': ['JSON 파일이 아닙니다: {problem}', 'This is not JSON: {problem}'],
	'draw.bad-fraction': ['확률이 53비트 분수로 나타나지 않습니다.', 'A chance does not fit into a fraction of 53 bits.'],
	'draw.nobody': ['추첨 대상자가 없습니다.', 'There is nobody in the draw.'],
	'draw.bad-commitment': [
		'확인값이 소문자 16진수 32바이트가 아닙니다: {commitment}.',
		'The commitment {commitment} is not lower-case hex of 32 bytes.'
	],
	'draw.same-commitment': [
		'확인값이 같은 대상자가 둘 있습니다: {commitment}.',
		'Two entrants have the same commitment {commitment}.'
	],
	'draw.bad-weight': [
		'{commitment}: 가중치 {weight} 값이 1 이상의 정수가 아닙니다.',
		'The weight {weight} of {commitment} is not a whole number of at least 1.'
	],
	'draw.bad-band': [
		'{commitment}: 구간 {band} 값을 알 수 없습니다.',
		'The band {band} of {commitment} is not accept, draw or decline.'
	],
	'draw.bad-score': [
		'{commitment}: 점수 {score} 값이 정수(또는 정수 구간)가 아닙니다.',
		'The score {score} of {commitment} is not an integer or an interval of two.'
	],
	'draw.bad-value': [
		'{commitment}: 특성 “{feature}”의 값이 문자열이 아닙니다.',
		'The value of “{feature}” of {commitment} is not text.'
	],
	'draw.bad-groups': [
		'{commitment}: 그룹은 문자열 목록이어야 합니다.',
		'The groups of {commitment} are not a list of text.'
	],
	'draw.same-feature': [
		'{commitment}: 유니코드 정규화 후 이름이 같은 특성이 둘 있습니다.',
		'Two features of {commitment} have the same name once Unicode is normalised.'
	],
	'draw.unknown-lot': [
		'추첨 번호 {lot}번은 명부에 없습니다. 명부는 1번부터 {size}번까지입니다.',
		'Lot {lot} is not in the roster, which has lots 1 to {size}.'
	],
	'draw.unknown-field': ['{where}: 알 수 없는 항목입니다.', 'There is no such field as {where}.'],
	'draw.field-unused': [
		'“{field}” 항목은 {method} 방식에서 쓰이지 않습니다.',
		'The method {method} does not read the field {field}.'
	],
	'draw.unknown-method': ['추첨 방식 “{method}”을(를) 알 수 없습니다.', 'There is no method {method}.'],
	'draw.unknown-objective': [
		'추첨 목표 “{objective}”을(를) 알 수 없습니다. leximin 또는 maximin이어야 합니다.',
		'There is no objective {objective}: it is leximin or maximin.'
	],
	'draw.bad-places': [
		'자리 수 {places} 값이 1 이상의 정수가 아닙니다.',
		'The number of places, {places}, is not a whole number of at least 1.'
	],
	'draw.bad-quota': [
		'할당 “{feature} = {value}”: 최소 {min}, 최대 {max}은(는) 올바른 범위가 아닙니다.',
		'The quota {feature} = {value} has no sound range: min {min}, max {max}.'
	],
	'draw.same-quota': [
		'할당 “{feature} = {value}”이(가) 두 번 있습니다.',
		'The quota {feature} = {value} is given twice.'
	],
	'draw.min-above-places': [
		'할당 “{feature} = {value}”: 최소 {min}이(가) 자리 수 {places}보다 큽니다.',
		'The quota {feature} = {value} asks for at least {min}, more than the {places} places.'
	],
	'draw.strata-sum': [
		'“{feature}”별 자리의 합 {sum}이(가) 전체 자리 {places}과(와) 다릅니다.',
		'The places by {feature} sum to {sum}, not to the {places} places of the draw.'
	],
	'draw.bad-slope': [
		'기울기 {slope}은(는) 음이 아닌 분수가 아닙니다.',
		'The slope {slope} is not a fraction of two whole numbers.'
	],
	'draw.feature-missing': [
		'추첨 번호 {lot}번에 특성 “{feature}” 값이 없습니다 ({commitment}).',
		'Lot {lot} has no value for {feature} ({commitment}).'
	],
	'draw.value-unknown': [
		'추첨 번호 {lot}번의 “{feature} = {value}”에 대한 규칙이 없습니다 ({commitment}).',
		'Lot {lot} has {feature} = {value}, which the rules do not name ({commitment}).'
	],
	'draw.field-missing': [
		'추첨 번호 {lot}번에 “{field}” 값이 없습니다 ({commitment}).',
		'Lot {lot} has no {field} ({commitment}).'
	],
	'draw.too-few': [
		'자리는 {places}개인데 추첨 대상자는 {entrants}명입니다.',
		'There are {places} places and only {entrants} who may be drawn.'
	],
	'draw.stratum-too-small': [
		'“{stratum}”: 자리는 {places}개인데 추첨 대상자는 {entrants}명입니다. 이 자리를 {entrants}개로 줄이면 됩니다.',
		'{stratum} has {places} places and only {entrants} who may be drawn; lower its places to {entrants}.'
	],
	'draw.too-many-accepted': [
		'바로 선정할 대상자 {accepted}명이 자리 {places}개보다 많습니다 ({stratum}).',
		'{accepted} are to be accepted outright, more than the {places} places ({stratum}).'
	],
	'draw.quotas-unmet': [
		'할당을 모두 지키는 조합이 없습니다. 가장 작게 고치면: {ko}.',
		'No selection meets all quotas. The smallest change: {en}.'
	],
	'draw.no-panel': [
		'할당을 모두 없애도 자리 {places}개를 채울 수 없습니다: {ko}.',
		'Even without quotas the {places} places can’t be filled: {en}.'
	],
	'draw.accepted-together': [
		'선정 구간의 대상자 둘 이상이 같은 그룹에 있어 함께 뽑힐 수 없습니다. 한 사람의 구간을 바꾸거나 그룹 제한을 푸십시오.',
		'Accepted entrants share a group, and only one of a group can be drawn. Change the band of one of them, or allow more of a group.'
	],
	'draw.bad-lottery': ['{where}: 추첨표가 올바르지 않습니다.', 'The lottery is not sound at {where}.'],
	'draw.type-bound': [
		'{where}: 유형 {type}에서 {count}명을 뽑습니다. {least}명 이상 {most}명 이하여야 합니다.',
		'At {where}, {count} of type {type} are drawn; it must be {least} to {most}.'
	],
	'draw.quota-broken': [
		'{where}: “{row}” 인원이 {count}명입니다. {min}명 이상 {max}명 이하여야 합니다.',
		'At {where}, {row} counts {count}; it must be {min} to {max}.'
	],
	'draw.short-secret': [
		'비밀값은 16자 이상이어야 합니다.',
		'A secret needs at least 16 characters, or it could be guessed from its commitment.'
	],
	'draw.unknown-witness': [
		'“{name}”은(는) 봉인에 있는 참관인이 아닙니다.',
		'{name} is not a witness named in the seal.'
	],
	'draw.witness-twice': ['참관인 “{name}”이(가) 두 번 있습니다.', 'The witness {name} is named twice.'],
	'draw.two-reveals': ['참관인 “{name}”의 비밀값이 두 번 공개되었습니다.', 'The witness {name} reveals twice.'],
	'draw.reveal-missing': [
		'참관인 “{name}”의 비밀값이 아직 공개되지 않았습니다. 공개 난수가 없으므로 모두 공개해야 합니다.',
		'The witness {name} has not revealed; without a beacon everyone must.'
	],
	'draw.reveal-differs': [
		'참관인 “{name}”의 비밀값이 봉인된 약속과 다릅니다.',
		'What the witness {name} revealed is not what was promised in the seal.'
	],
	'draw.late-reveal': [
		'참관인 “{name}”의 비밀값이 공개 난수보다 먼저 공개되지 않았습니다.',
		'The witness {name} did not reveal before the beacon round; a late secret does not count.'
	],
	'draw.beacon-not-sealed': ['봉인에는 공개 난수가 없습니다.', 'The seal names no beacon.'],
	'draw.beacon-missing': ['공개 난수 {round}회차가 필요합니다.', 'Beacon round {round} is missing.'],
	'draw.wrong-round': [
		'봉인된 공개 난수는 {sealed}회차인데 {round}회차가 주어졌습니다.',
		'The seal names beacon round {sealed}, not {round}.'
	],
	'draw.bad-signature': [
		'공개 난수 {round}회차의 서명이 체인 {chain}의 것이 아닙니다.',
		'The signature of beacon round {round} is not by the chain {chain}.'
	],
	'draw.bad-chain': [
		'공개 난수 체인 {chain}의 정보가 올바르지 않습니다.',
		'The beacon chain {chain} is not described properly.'
	],
	'draw.bad-round': [
		'공개 난수 회차 {round}이(가) 올바르지 않습니다.',
		'The beacon round {round} is not a whole number of at least 1.'
	],
	'draw.round-time': [
		'공개 난수 {round}회차의 시각이 체인과 맞지 않습니다.',
		'The time given for beacon round {round} is not the chain’s.'
	],
	'draw.round-too-soon': [
		'공개 난수 {round}회차는 봉인 후 {seconds}초 이상 지난 시각이어야 합니다.',
		'Beacon round {round} must come at least {seconds} seconds after the seal.'
	],
	'draw.no-randomness': ['공개 난수도 참관인도 없습니다.', 'There is neither a beacon nor a witness.'],
	'draw.bad-tag': ['꼬리표 {tag}을(를) 알 수 없습니다.', 'The tag {tag} is neither draw nor rehearsal.'],
	'draw.bad-time': ['{where}: 1970년부터 센 초(정수)가 아닙니다.', '{where} is not whole seconds since 1970.'],
	'draw.roster-differs': ['명부가 봉인된 명부와 다릅니다.', 'The roster is not the one that was sealed.'],
	'draw.not-a-reserve': ['추첨 번호 {lot}번은 예비 순번에 없습니다.', 'Lot {lot} is not on the reserve list.'],
	'draw.not-in-result': [
		'추첨 번호 {lot}번은 선정되지도 예비 순번에 있지도 않습니다.',
		'Lot {lot} was neither drawn nor is it on the reserve list.'
	],
	'draw.malformed': [
		'추첨 기록의 형식이 올바르지 않아 이 단계를 확인할 수 없습니다: {problem}',
		'The transcript is malformed, so this step can’t be checked: {problem}'
	],
	'draw.wrong-version': [
		'이 프로그램은 {known} 규약을 압니다. 이 기록은 “{version}”입니다.',
		'This program knows the protocol {known}; the transcript says “{version}”.'
	],
	'draw.differs': [
		'{where}: 기록에는 {found}, 다시 계산하면 {expected}입니다.',
		'At {where} the transcript says {found}; computed again it is {expected}.'
	],
	'draw.other-seal': [
		'기록의 봉인값 {found}은(는) 공개된 봉인값 {expected}과(와) 다릅니다.',
		'The transcript’s seal {found} is not the seal that was published, {expected}.'
	],
	'draw.sum': ['확률의 합이 자리 수 {places}과(와) 다릅니다.', 'The chances do not sum to the {places} places.'],
	'file.unreadable': ['{file} 파일을 읽을 수 없습니다: {problem}', 'The file {file} cannot be read: {problem}'],
	'file.not-json': ['{file} 파일은 JSON이 아닙니다: {problem}', 'The file {file} is not JSON: {problem}'],
	'file.not-an-instance': [
		'{file}: k, features, rows 형식이 아닙니다.',
		'{file} does not have the form k, features, rows.'
	],
	'file.empty': ['{file} 파일이 비어 있습니다.', 'The file {file} is empty.'],
	'file.column-twice': ['{file}: “{column}” 열이 두 번 있습니다.', '{file} has two columns named {column}.'],
	'file.no-column': ['{file}: “{column}” 열이 없습니다.', '{file} has no column named {column}.'],
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
	'file.argument': [
		'명령에 {argument} 값이 필요하거나 올바르지 않습니다.',
		'The command needs {argument}, or its value is not sound.'
	],
	'file.no-beacon': [
		'공개 난수 {round}회차의 올바른 서명을 어느 서버에서도 받지 못했습니다. 아직 나오지 않았을 수 있습니다.',
		'No server gave a genuine signature of beacon round {round}; it may not be out yet.'
	]
};
