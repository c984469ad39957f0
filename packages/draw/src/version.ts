/** The protocol's name: part of every digest, so that a seal of another protocol can't pass for one of this (SPEC §1). */
export const PROTOCOL = 'madang-draw/1';

/** The version of this package, written into every seal (SPEC §7). */
export const VERSION = '1.0.0';
