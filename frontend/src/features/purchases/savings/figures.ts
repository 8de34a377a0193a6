import type { MemberSavings } from "@/features/purchases/savings/words";

type Member = Pick<MemberSavings, "forecast" | "actual" | "difference_cents">;

/** What a page says first of an organisation: what it really saved, or what it may expect, or nothing yet. */
export type Headline =
  | { stage: "actual"; cents: number; forecast: number | null; rebate: number }
  | { stage: "forecast"; cents: number }
  | { stage: "none" };

export function headlineOf({ forecast, actual }: Member): Headline {
  if (actual) {
    return {
      stage: "actual",
      cents: actual.net_gain_cents,
      forecast: forecast?.gain_cents ?? null,
      rebate: actual.rebate_cents,
    };
  }
  return forecast ? { stage: "forecast", cents: forecast.gain_cents } : { stage: "none" };
}

/** Bars of a picture on one scale, in percent of its width; zero is where losses end and gains begin. */
export type Bar = { from: number; width: number; isLoss: boolean };
export type Scale = { low: number; high: number };

export function scaleOf(members: Member[]): Scale {
  const all = members.flatMap(({ forecast, actual }) => [
    ...(forecast ? [forecast.gain_cents] : []),
    ...(actual ? [actual.net_gain_cents] : []),
  ]);
  return { low: Math.min(0, ...all), high: Math.max(0, ...all) };
}

export function barOf(cents: number, { low, high }: Scale): Bar {
  const span = high - low || 1;
  const ends = [cents, 0].map((value) => ((value - low) / span) * 100);
  return {
    from: Math.min(...ends),
    width: Math.max(...ends) - Math.min(...ends),
    isLoss: cents < 0,
  };
}

export const zeroOf = ({ low, high }: Scale): number => ((0 - low) / (high - low || 1)) * 100;

/** Who gains least comes last, whatever was forecast. */
export function byGain<M extends Member>(members: M[]): M[] {
  const gain = ({ actual, forecast }: Member) => actual?.net_gain_cents ?? forecast?.gain_cents ?? 0;
  return members.toSorted((one, other) => gain(other) - gain(one));
}
