// A guide is read, printed and linked to: no script needed.
export const csr = false;
