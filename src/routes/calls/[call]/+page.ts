// A notice is read, printed and linked to: it needs no script, and loads at once without.
export const csr = false;
