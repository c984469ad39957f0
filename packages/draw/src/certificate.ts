/** Proof that no lottery does better (SPEC §6.5); made by `plan`, checked by arithmetic. */
export type Certificate = {
	readonly levels: readonly number[];
	readonly proofs: readonly { readonly level: number; readonly mu: readonly number[] }[];
};
