import type { Criterion, Field, Quota, Round, Term, Track } from './rules.ts';

type Part<T> = Omit<T, 'id' | 'call_id' | 'position'>;
type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** The parts of a call as an organiser writes them, before the store gives them their place. */
export type TrackPart = Optional<Part<Track>, 'closes_at' | 'by_code'>;
export type FieldPart = Field;
export type TermPart = Part<Term>;
export type CriterionPart = Optional<Part<Criterion>, 'track' | 'round'>;
/** A quota of all places, or of those of one track. */
export type QuotaPart = Optional<Part<Quota>, 'track'>;
export type RoundPart = Part<Round>;

/** A quota before the places are known: shares of them, from 0 to 1. */
export type QuotaShare = { feature: string; value: string; atLeast: number; atMost: number };
