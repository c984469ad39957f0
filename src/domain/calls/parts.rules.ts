import type { Words } from '#lib/words.ts';
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

/**
 * One thing quotas can count: a field whose choices are known, with each choice in the organiser's order. A track has
 * places of its own, which the draw gives out whatever a quota says.
 */
export type Feature = { key: string; label: Words; values: { value: string; label: Words; places?: number }[] };

/** A track as quotas know it. */
export type Sized = Pick<TrackPart, 'key' | 'places'>;

/** A quota before the places are known: shares of them, from 0 to 1. */
export type QuotaShare = { feature: string; value: string; atLeast: number; atMost: number };
