import type { SampleMood } from "./features.ts";
import type { Random } from "./random.ts";

/** How likely a song of each mood is in the playlist: people put one song into several, for different reasons. */
const PLAYLISTS: readonly {
  readonly name: string;
  readonly share: Readonly<Partial<Record<SampleMood, number>>>;
}[] = [
  { name: "Sunday Coffee", share: { chill: 0.45, happy: 0.2, study: 0.12, sad: 0.08 } },
  { name: "Gym Fuel", share: { hype: 0.55, happy: 0.12 } },
  { name: "Deep Focus", share: { study: 0.6, chill: 0.12 } },
  { name: "Rainy Window", share: { sad: 0.5, chill: 0.1, study: 0.08 } },
  { name: "Kitchen Disco", share: { happy: 0.5, hype: 0.22, chill: 0.05 } },
  { name: "Late Tram Home", share: { chill: 0.25, sad: 0.25, study: 0.05, hype: 0.03 } },
  { name: "Fête d’été", share: { happy: 0.28, hype: 0.25, chill: 0.12 } },
  { name: "Road Trip with Nadia", share: { happy: 0.22, hype: 0.18, chill: 0.15, sad: 0.07 } },
];

export function drawMemberships(random: Random, mood: SampleMood): string[] {
  return PLAYLISTS.filter(({ share }) => random.chance(share[mood] ?? 0.01)).map(
    ({ name }) => name,
  );
}
