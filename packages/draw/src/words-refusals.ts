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
	'draw.bad-number': [
		'{where}: {least} 이상 {most} 이하의 정수가 아닙니다.',
		'{where} is not a whole number from {least} to {most}.'
	],
	'draw.bad-count': [
		'{where}: {count}개입니다. {least}개 이상 {most}개 이하여야 합니다.',
		'{where} has {count} entries; it must be {least} to {most}.'
	],
	'draw.bad-length': [
		'{where}: UTF-8로 {bytes}바이트입니다. {least}바이트 이상 {most}바이트 이하여야 합니다.',
		'{where} is {bytes} bytes long in UTF-8; it must be {least} to {most}.'
	],
	'draw.not-json': ['{where}: JSON으로 나타낼 수 없는 값입니다.', 'The value at {where} cannot be written as JSON.'],
	'draw.bad-json': ['JSON 파일이 아닙니다: {problem}', 'This is not JSON: {problem}'],
	'draw.name-twice': ['JSON의 한 객체에 “{name}”이(가) 두 번 있습니다.', 'An object of the JSON gives “{name}” twice.'],
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
	'draw.bad-ranking': [
		'{commitment}: 희망 순위는 한 곳 이상의 목록이어야 합니다.',
		'The ranking of {commitment} is not a list of at least one stop.'
	],
	'draw.ranked-twice': [
		'{commitment}: 희망 순위에 “{stop}”이(가) 두 번 있습니다.',
		'The ranking of {commitment} names {stop} twice.'
	],
	'draw.unknown-stop': [
		'추첨 번호 {lot}번이 희망한 “{stop}”은(는) 규칙에 없는 곳입니다 ({commitment}).',
		'Lot {lot} ranks {stop}, which is no stop of the rules ({commitment}).'
	],
	'draw.same-stop': ['“{stop}”이(가) 두 번 있습니다.', 'The stop {stop} is given twice.'],
	'draw.bad-stop': [
		'“{stop}”: 자리 수 {places} 값이 1 이상의 정수가 아닙니다.',
		'The stop {stop} has {places} places; it must be a whole number of at least 1.'
	],
	'draw.stops-sum': [
		'각 장소의 자리를 더하면 {sum}개인데, 전체 자리는 {places}개로 적혀 있습니다.',
		'The places of the stops sum to {sum}, not to the {places} places of the draw.'
	],
	'draw.not-at-stop': ['추첨 번호 {lot}번은 “{stop}”을(를) 희망하지 않았습니다.', 'Lot {lot} does not rank {stop}.'],
	'draw.which-stop': [
		'“{stop}”은(는) 이 추첨의 장소가 아닙니다. 어느 곳의 자리인지 알려 주십시오.',
		'{stop} is no stop of this draw; say at which stop the place is free.'
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
	'draw.too-many': [
		'{commitment}: 특성, 그룹, 희망 순위는 각각 {most}개까지입니다.',
		'{commitment} has more than {most} features, groups or ranked stops.'
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
	'draw.two-ways': [
		'slope, line, merit 가운데 꼭 하나를 정해야 합니다.',
		'Exactly one of slope, line and merit must be given.'
	],
	'draw.dominated-first': [
		'{where}: 확률이 1이 아닌데, 구간 전체가 이보다 낮은 대상자가 뽑힐 수 있습니다.',
		'At {where} the chance is below 1, while one whose whole interval is lower may be drawn.'
	],
	'draw.certificate-unasked': [
		'{where}: {method} 방식에는 증명이 없어야 합니다.',
		'The method {method} has no certificate, and {where} gives one.'
	],
	'draw.proof-of-nothing': [
		'{where}: 이 증명을 쓰는 유형이 없습니다.',
		'No type has the level that {where} is to prove.'
	],
	'draw.tree-too-deep': [
		'{where}: 경우를 나누는 증명이 {most}번보다 깊습니다.',
		'The proof by cases at {where} splits more than {most} times in a row.'
	],
	'draw.wrong-form': [
		'{method} 방식의 추첨표는 “{form}” 형식일 수 없습니다.',
		'A lottery of the form {form} is none of the method {method}.'
	],
	'draw.shares-too-fine': [
		'몫의 단위 {of}이(가) 대상자 {entrants}명에게 너무 잘게 나뉘었습니다. 둘의 곱이 2⁶⁴보다 작아야 합니다.',
		'Shares of {of} are too fine for {entrants} entrants: their product must be below 2⁶⁴.'
	],
	'draw.no-certificate': ['{where}: 증명이 있어야 하는 방식입니다.', 'This method needs a certificate at {where}.'],
	'draw.bad-scenario': [
		'{where}: 유형 {type}의 인원이 이 선에서 있을 수 없는 값입니다.',
		'At {where}, type {type} cannot be counted so: it does not hold the line, or there are fewer.'
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
		'바로 선정할 대상자 {accepted}명이 자리 {places}개보다 많습니다.',
		'{accepted} are to be accepted outright, more than the {places} places.'
	],
	'draw.stratum-over-accepted': [
		'“{stratum}”: 바로 선정할 대상자 {accepted}명이 자리 {places}개보다 많습니다.',
		'{stratum}: {accepted} are to be accepted outright, more than the {places} places.'
	],
	'draw.quotas-unmet': [
		'할당을 모두 지키는 조합이 없습니다. 가장 작게 고치면: {ko}.',
		'No selection meets all quotas. The smallest change: {en}.'
	],
	'draw.quotas-unmet-about': [
		'할당을 모두 지키는 조합이 없습니다. 모두 {steps}만큼 이렇게 고치면 있습니다: {ko}. 정해진 만큼만 찾아보았으므로 가장 작게 고친 것이라고는 할 수 없으나, 적어도 {least}만큼은 고쳐야 합니다.',
		'No selection meets all quotas. A change by {steps} in all with which one does: {en}. It is not shown to be the smallest, as the search ends after a set effort; it takes {least} at least.'
	],
	'draw.quotas-undecided': [
		'할당이 매우 빠듯하여, 정해진 만큼 찾아보았으나 모두 지키는 조합이 나오지 않았습니다. 없다고 밝혀진 것은 아닙니다. 이렇게 고치면 있습니다: {ko}.',
		'The quotas are so tight that a set effort found no selection that meets all, nor showed that there is none. With this change there is one: {en}.'
	],
	'draw.nothing-found': [
		'규칙이 매우 빠듯하여, 정해진 만큼 찾아보았으나 뽑을 수 있는 조합이 나오지 않았습니다. 없다고 밝혀진 것은 아닙니다. 할당이나 그룹 제한을 푸십시오.',
		'The rules are so tight that a set effort found no selection at all, nor showed that there is none. Loosen a quota, or allow more of a group.'
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
	'draw.split-stuck': [
		'추첨표를 절반으로 나눌 수 없는 자리가 있습니다: 절반 {half}, {index}번째.',
		'The totals can’t be halved at node {index} of half {half}: this lottery does not unfold.'
	],
	'draw.not-a-reserve': ['추첨 번호 {lot}번은 예비 순번에 없습니다.', 'Lot {lot} is not on the reserve list.'],
	'draw.not-in-result': [
		'추첨 번호 {lot}번은 선정되지도 예비 순번에 있지도 않습니다.',
		'Lot {lot} was neither drawn nor is it on the reserve list.'
	],
	'draw.part-missing': [
		'추첨 기록에 {where} 항목이 없어 이 단계를 확인할 수 없습니다.',
		'The transcript has no {where}, so this step can’t be checked.'
	],
	'draw.part-wrong': [
		'추첨 기록의 {where} 항목이 알맞은 종류(객체, 목록, 글, 수)가 아닙니다.',
		'{where} of the transcript is not of the right kind (object, list, text or number).'
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
	'draw.sum': ['확률의 합이 자리 수 {places}과(와) 다릅니다.', 'The chances do not sum to the {places} places.']
};
