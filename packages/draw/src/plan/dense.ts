/**
 * Factors a symmetric matrix in place as L·D·Lᵀ, without exchanging rows: for quasi-definite matrices (Vanderbei 1995),
 * which have such a factorisation in every order. `matrix` is size × size, row by row; only its lower half is read, and
 * afterwards it holds L (below the diagonal) and D (on it).
 */
export function factor(matrix: Float64Array, size: number): void {
	const scaled = new Float64Array(size);
	for (let i = 0; i < size; i++) {
		const row = i * size;
		let pivot = matrix[row + i]!;
		for (let j = 0; j < i; j++) {
			const above = j * size;
			let sum = matrix[row + j]!;
			for (let k = 0; k < j; k++) sum -= scaled[k]! * matrix[above + k]!;
			scaled[j] = sum;
			const entry = sum / matrix[above + j]!;
			pivot -= sum * entry;
			matrix[row + j] = entry;
		}
		matrix[row + i] = pivot;
	}
}

/** Solves (L·D·Lᵀ) x = right for what `factor` left; x takes the place of `right`. */
export function solveFactored(matrix: Float64Array, size: number, right: Float64Array): void {
	for (let i = 0; i < size; i++) {
		let sum = right[i]!;
		for (let j = 0; j < i; j++) sum -= matrix[i * size + j]! * right[j]!;
		right[i] = sum;
	}
	for (let i = 0; i < size; i++) right[i]! /= matrix[i * size + i]!;
	for (let i = size - 1; i >= 0; i--) {
		const value = right[i]!;
		for (let j = 0; j < i; j++) right[j]! -= matrix[i * size + j]! * value;
	}
}
