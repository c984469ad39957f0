/**
 * Sets a key of a map and makes it the last: a map's keys stand in the order in which they came, so the first were set longest
 * ago. Of more than `most` the first give way.
 */
export function setLast<K, V>(map: Map<K, V>, key: K, value: V, most = Infinity): void {
	map.delete(key);
	map.set(key, value);
	if (map.size > most) map.delete(map.keys().next().value!);
}
