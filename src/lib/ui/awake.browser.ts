/**
 * What a reader opened or closed on the page before the scripts came: the server's state would be put back over it.
 * Call it before the page is brought to life; what it answers with, called afterwards, sets each as the reader left it,
 * and says on the root element that the page is awake.
 */
export function foldsAsLeft(): () => void {
	const left = [...document.querySelectorAll('details')].map((fold) => [fold, fold.open] as const);
	return () => {
		for (const [fold, open] of left) if (fold.open !== open) fold.open = open;
		document.documentElement.dataset['awake'] = '';
	};
}
