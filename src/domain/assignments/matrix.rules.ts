/**
 * The inverse of a symmetric positive definite matrix, row by row, and the pivots of its Cholesky factor, whose squares
 * multiply to its determinant. Size³ operations.
 */
export function inverseOf(matrix: Float64Array, size: number): { inverse: Float64Array; pivots: Float64Array } {
	const factor = factorOf(matrix, size);
	const pivots = Float64Array.from({ length: size }, (_, row) => factor[row * (size + 1)]!);
	invertTriangle(factor, size);
	return { inverse: squareOf(factor, size), pivots };
}

// Matrix = L Lᵀ; L in the lower half.
function factorOf(matrix: Float64Array, size: number): Float64Array {
	const lower = matrix.slice();
	for (let row = 0; row < size; row++) {
		for (let column = 0; column <= row; column++) {
			let value = lower[row * size + column]!;
			for (let k = 0; k < column; k++) value -= lower[row * size + k]! * lower[column * size + k]!;
			lower[row * size + column] = row === column ? Math.sqrt(value) : value / lower[column * (size + 1)]!;
		}
	}
	return lower;
}

// L becomes its inverse, in place; the rows above are done already when one is reached.
function invertTriangle(lower: Float64Array, size: number): void {
	const own = new Float64Array(size);
	for (let row = 0; row < size; row++) {
		const pivot = lower[row * (size + 1)]!;
		own.fill(0);
		for (let k = 0; k < row; k++) {
			const times = lower[row * size + k]!;
			for (let column = 0; column <= k; column++) own[column]! -= times * lower[k * size + column]!;
		}
		for (let column = 0; column < row; column++) lower[row * size + column] = own[column]! / pivot;
		lower[row * (size + 1)] = 1 / pivot;
	}
}

// Inverse = L⁻ᵀ L⁻¹.
function squareOf(lower: Float64Array, size: number): Float64Array {
	const whole = new Float64Array(size * size);
	for (let k = 0; k < size; k++) {
		for (let row = 0; row <= k; row++) {
			const times = lower[k * size + row]!;
			for (let column = 0; column <= row; column++) whole[row * size + column]! += times * lower[k * size + column]!;
		}
	}
	for (let row = 0; row < size; row++)
		for (let column = 0; column < row; column++) whole[column * size + row] = whole[row * size + column]!;
	return whole;
}
