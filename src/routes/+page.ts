// The front door is a page to read: no script needed.
export const csr = false;
