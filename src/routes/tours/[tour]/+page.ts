// A page to read: no script needed.
export const csr = false;
