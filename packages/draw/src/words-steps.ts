/** code -> [Korean, English]: what a step of `verify` found, notes, explanations and reserves. */
export const STEPS: Readonly<Record<string, readonly [string, string]>> = {
	'step.version': ['규약 {version}, 프로그램 {code}.', 'Protocol {version}, made by version {code}.'],
	'step.roster': [
		'명부의 {size}명이 확인값 순서로 번호를 받았습니다.',
		'The {size} entrants are in the order of their commitments, with lots 1 to {size}.'
	],
	'step.root': ['명부의 요약값이 봉인과 같습니다.', 'The roster is the one that was sealed: its root is the same.'],
	'step.types': [
		'규칙으로 볼 때 서로 같은 대상자들을 {types}개 유형으로 묶었습니다.',
		'As far as the rules look there are {types} types of entrant.'
	],
	'step.quotas': [
		'추첨표 {lines}줄 모두 자리와 할당을 지킵니다.',
		'Every line of the lottery ({lines}) keeps the places and every quota.'
	],
	'step.quotas-halving': [
		'추첨표의 합계가 자리와 할당을 지킵니다. 뽑힌 수가 이르는 명단은 아래에서 다시 풉니다 (모두 {lines}개).',
		'The totals keep the places and every quota; the panel reached, one of {lines}, is unfolded again below.'
	],
	'step.quotas-unfolded': [
		'합계를 명단 {lines}개로 모두 풀었고, 하나하나 자리와 할당을 지킵니다.',
		'The totals unfold into {lines} panels, and each of them keeps the places and every quota.'
	],
	'step.chances': [
		'확률을 다시 세었습니다: 최소 {least}, 최대 {most}, 합 {places}.',
		'The chances, counted again: least {least}, most {most}, sum {places}.'
	],
	'step.chances-stops': [
		'장소 {stops}곳의 확률을 다시 세었습니다. 어느 한 곳에라도 뽑힐 확률은 최소 {least}, 최대 {most}입니다.',
		'The chances at the {stops} stops, counted again: of a place at any stop, least {least}, most {most}.'
	],
	'step.certificate-stops': [
		'모두가 같은 속도로 희망 순서대로 몫을 얻었고, 다음 곳으로 넘어갈 때 앞의 곳에 더 얻을 몫이 없었음을 증명으로 확인했습니다 (오차 {gap} 이하).',
		'Everybody took from the best stop still open, and whoever went on to the next could have had no more of it: the proof holds to within {gap}.'
	],
	'step.certificate': [
		'더 공평한 추첨표가 없음을 증명으로 확인했습니다 (오차 {gap} 이하).',
		'No lottery is fairer: the proof holds to within {gap}.'
	],
	'step.certificate-merit': [
		'심사 구간 안에서 실제 순위가 어떻든, 실제 상위 {places}명 가운데 평균 {value}명 이상이 뽑힙니다. 이보다 많이 보장하는 추첨표는 없습니다 (오차 비율 {gap} 이하).',
		'Whatever the true ranking within the intervals, of the truly best {places} at least {value} are drawn on average; no lottery guarantees more (to within a part of {gap}).'
	],
	'step.certificate-least': [
		'가장 작은 확률이 더 큰 추첨표가 없음을 증명으로 확인했습니다 (오차 {gap} 이하).',
		'No lottery has a larger least chance: the proof holds to within {gap}.'
	],
	'step.certificate-none': ['이 방식에는 최적성 증명이 필요 없습니다.', 'This method needs no proof of optimality.'],
	'step.seal': ['봉인값을 다시 계산했습니다: {digest}.', 'The seal, computed again: {digest}.'],
	'step.beacon': ['공개 난수 {round}회차의 서명이 맞습니다.', 'The signature of beacon round {round} is genuine.'],
	'step.beacon-none': ['공개 난수를 쓰지 않았습니다.', 'No beacon was used.'],
	'step.witnesses': [
		'참관인 {count}명 가운데 {revealed}명이 약속한 값을 공개했습니다.',
		'{revealed} of {count} witnesses revealed what they had promised.'
	],
	'step.seed': ['시드를 다시 만들었습니다: {seed}.', 'The seed, made again: {seed}.'],
	'step.panel': ['뽑힌 수는 {number}입니다 (0부터 {last}까지).', 'The number drawn is {number}, out of 0 to {last}.'],
	'step.drawn': ['선정 {count}명을 다시 뽑아 같은 결과를 얻었습니다.', 'The {count} drawn, drawn again, are the same.'],
	'step.reserves': ['예비 순번 {count}명의 순서가 같습니다.', 'The order of the {count} reserves is the same.'],
	'step.whole': [
		'기록에 빠진 것도 더해진 것도 없습니다.',
		'Nothing is missing from the transcript and nothing is added.'
	],

	'name.version': ['규약', 'Protocol'],
	'name.roster': ['명부', 'Roster'],
	'name.root': ['명부 요약값', 'Roster root'],
	'name.types': ['유형', 'Types'],
	'name.quotas': ['자리와 할당', 'Places and quotas'],
	'name.chances': ['당첨 확률', 'Chances'],
	'name.certificate': ['최적성 증명', 'Certificate'],
	'name.seal': ['봉인', 'Seal'],
	'name.beacon': ['공개 난수', 'Beacon'],
	'name.witnesses': ['참관인', 'Witnesses'],
	'name.seed': ['시드', 'Seed'],
	'name.panel': ['뽑힌 수', 'Number drawn'],
	'name.drawn': ['선정', 'Drawn'],
	'name.reserves': ['예비 순번', 'Reserves'],
	'name.whole': ['기록 전체', 'The whole'],

	'note.rehearsal': ['예행연습입니다. 실제 추첨이 아닙니다.', 'This is a rehearsal, not the draw.'],
	'note.unknown-chain': [
		'공개 난수 체인 {chain}은(는) 이 프로그램이 아는 공개 체인이 아닙니다. 체인의 공개 키를 직접 확인하십시오.',
		'The beacon chain {chain} is not a public one this program knows; check its key yourself.'
	],
	'note.witnesses-only': [
		'공개 난수 없이 참관인의 비밀값만 썼습니다. 모두 공모하면 결과를 정할 수 있는 약한 방식입니다.',
		'Only witnesses’ secrets were used, no beacon: weaker, since all of them together could steer it.'
	],
	'note.withheld': ['약속한 값을 공개하지 않은 참관인: {names}.', 'Witnesses who did not reveal: {names}.'],
	'note.no-seal-given': [
		'공개된 봉인값과 견주지 않았습니다. 접수증이나 누리집의 봉인값과 같은지 확인하십시오: {digest}.',
		'Not compared with a published seal; check that yours is {digest}.'
	],
	'verdict.ok': ['확인되었습니다: {drawn}명 선정, 봉인 {digest}.', 'Verified: {drawn} drawn, seal {digest}.'],
	'verdict.bad': ['확인되지 않습니다. {name}: {says}', 'Not verified. {name}: {says}'],

	'explain.roster': [
		'추첨 번호 {lot}번은 봉인된 명부 {size}명 안에 있습니다.',
		'Lot {lot} is in the sealed roster of {size}.'
	],
	'explain.chance': [
		'당첨 확률은 {num}/{den}이었습니다 ({percent} %, 대략 {of}번에 {count}번).',
		'Its chance was {num}/{den} ({percent} %), about {count} in {of}.'
	],
	'explain.certain': ['심사에서 이미 자리가 정해져 확률은 1이었습니다.', 'Its place was certain: its chance was 1.'],
	'explain.never': ['이 추첨에서 뽑힐 수 없는 번호였습니다 (확률 0).', 'It could not be drawn: its chance was 0.'],
	'explain.panel': [
		'뽑힌 수는 {number}입니다. 추첨표의 {line}번째 줄에 들어가며, 그 줄은 같은 유형 {size}명 가운데 {count}명을 뽑습니다.',
		'The number drawn, {number}, led to line {line} of the lottery, which takes {count} of the {size} entrants of its type.'
	],
	'explain.halving': [
		'뽑힌 수 {number}이(가) 명단 {of}개 가운데 하나로 이끌고, 그 명단은 같은 유형 {size}명 가운데 {count}명을 뽑습니다.',
		'The number drawn, {number}, led to one of {of} panels; it takes {count} of the {size} entrants of its type.'
	],
	'explain.single': [
		'이 추첨은 같은 유형 {size}명 가운데 {count}명을 뽑습니다.',
		'The lottery takes {count} of the {size} entrants of its type.'
	],
	'explain.rank': [
		'시드로 정한 순서에서 이 번호는 같은 유형 {size}명 가운데 {rank}번째입니다.',
		'In the order made by the seed it is number {rank} of those {size}.'
	],
	'explain.shares': [
		'몫을 시드가 정한 순서로 이어 놓고 뽑힌 수 {number}부터 {of} 간격으로 짚습니다. 이 번호의 조각(길이 {share})에 닿으면 선정됩니다.',
		'Counting from the number drawn, {number}, in steps of {of}, a lot is drawn when a step falls on its piece of {share}.'
	],
	'explain.piece': [
		'이 번호의 조각은 길이가 {share}이고, 조각의 시작에서 다음 짚는 곳까지는 {ahead}입니다.',
		'From the beginning of its piece, {share} long, the next step is {ahead} away.'
	],
	'explain.stop-chance': [
		'{place}순위 “{stop}”의 확률은 {chance}이었습니다.',
		'Choice {place}, {stop}: its chance was {chance}.'
	],
	'explain.stop-any': [
		'어느 한 곳에라도 뽑힐 확률은 {chance}이었습니다.',
		'Its chance of a place at any of them was {chance}.'
	],
	'explain.stop-panel': [
		'뽑힌 수 {number}은(는) 추첨표의 {line}번째 줄을 가리키고, 그 줄은 같은 유형 {size}명에서 이렇게 뽑습니다: {taken}. 순서가 앞선 사람부터 더 바라는 곳에 갑니다.',
		'The number drawn, {number}, led to line {line} of the lottery, which takes of the {size} entrants of its type: {taken}. The first in order get the stop they like best.'
	],
	'explain.stop-none': [
		'뽑힌 수 {number}은(는) 추첨표의 {line}번째 줄을 가리키고, 그 줄은 같은 유형 {size}명에서 아무도 뽑지 않습니다.',
		'The number drawn, {number}, led to line {line} of the lottery, which takes none of the {size} entrants of its type.'
	],
	'explain.stop-drawn': ['그래서 “{stop}”에 선정되었습니다.', 'So it was drawn for {stop}.'],
	'explain.drawn': ['그래서 선정되었습니다.', 'So it was drawn.'],
	'explain.reserve': [
		'그래서 선정되지 않았고, 예비 순번 {position}번입니다.',
		'So it was not drawn; it is number {position} on the reserve list.'
	],
	'explain.not': ['그래서 선정되지 않았습니다.', 'So it was not drawn.'],

	'reserve.first': [
		'예비 순번에서 가장 앞선 {lot}번이 올라갑니다. 할당은 모두 지켜집니다.',
		'Lot {lot}, the first on the reserve list, moves up; every quota stays met.'
	],
	'reserve.first-that-keeps': [
		'{lot}번이 올라갑니다. 앞선 {ahead}번이 올라가면 할당이 어긋나므로, 할당을 모두 지키는 첫 번호입니다.',
		'Lot {lot} moves up: the first that keeps every quota (ahead of it: {ahead}).'
	],
	'reserve.nearest': [
		'할당을 모두 지키는 예비가 없어, 어긋남이 가장 작은 {lot}번이 올라갑니다. 남는 어긋남: {unmet}.',
		'No reserve meets every quota, so lot {lot}, which leaves least unmet, moves up. Still unmet: {unmet}.'
	],
	'reserve.no-place-free': ['빈자리가 없습니다.', 'No place is free.'],
	'reserve.nobody-left': ['예비 순번에 남은 번호가 없습니다.', 'Nobody is left on the reserve list.'],
	'reserve.groups-only': [
		'남은 예비는 모두 이미 자리를 가진 곳과 같은 그룹입니다.',
		'Everyone left on the reserve list shares a group with one who has a place.'
	]
};
