/** code -> [Korean, English]: refusals of a seal, its witnesses and its beacon (SPEC §7, §12). */
export const SEAL_REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
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
	'draw.early-reveal': [
		'참관인 “{name}”의 비밀값이 봉인보다 먼저 공개되었습니다.',
		'The witness {name} revealed before the seal: whoever sealed could have chosen by it.'
	],
	'draw.reveal-time-idle': [
		'공개 난수가 없는 추첨에서는 참관인 “{name}”의 공개 시각을 적지 않습니다.',
		'Without a beacon nothing depends on when the witness {name} revealed; no instant is given then.'
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
	'draw.false-chain': [
		'공개 난수 체인 {chain}의 정보가 알려진 체인과 다릅니다.',
		'The beacon chain {chain} is known, and it is not as the seal describes it.'
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
	'draw.roster-differs': ['명부가 봉인된 명부와 다릅니다.', 'The roster is not the one that was sealed.']
};
