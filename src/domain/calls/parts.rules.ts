import type { Criterion, Field, Quota, Term, Track } from './rules.ts';

type Part<T> = Omit<T, 'id' | 'call_id' | 'position'>;

/** The parts of a call as an organiser writes them, before the store gives them their place. */
export type TrackPart = Part<Track>;
export type FieldPart = Field;
export type TermPart = Part<Term>;
export type CriterionPart = Part<Criterion>;
export type QuotaPart = Part<Quota>;

/** A quota before the places are known: shares of them, from 0 to 1. */
export type QuotaShare = { feature: string; value: string; atLeast: number; atMost: number };
