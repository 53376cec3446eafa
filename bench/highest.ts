/** Halves an ascending ladder until the highest step that holds is known, and returns what was seen there. */
export async function highestThatHolds<Seen>(
  ladder: number[],
  look: (step: number) => Promise<Seen>,
  holds: (seen: Seen) => boolean,
): Promise<Seen | undefined> {
  let best: Seen | undefined
  let [low, high] = [0, ladder.length - 1]
  while (low <= high) {
    const at = (low + high) >> 1
    const seen = await look(ladder[at] ?? 0)
    if (holds(seen)) {
      best = seen
      low = at + 1
    } else high = at - 1
  }
  return best
}

/** With 31 steps five looks find the highest. */
export const ladderTo = (peak: number): number[] => Array.from({ length: 31 }, (_, i) => Math.round((peak * (i + 1)) / 31))
