const minuteMs = 60_000
const minutes = 60
const mostLatencies = 100

/** What came of the attempts at one target in the last hour. Times are in milliseconds. */
export class RecentResults {
  /** Which minute each place of the ring holds. */
  readonly #minute = new Float64Array(minutes).fill(-1)
  readonly #served = new Uint32Array(minutes)
  readonly #failed = new Uint32Array(minutes)
  readonly #latency = new Float64Array(mostLatencies)
  readonly #latencyAt = new Float64Array(mostLatencies).fill(Number.NEGATIVE_INFINITY)
  #next = 0

  served(latencyMs: number, now: number): void {
    const at = this.#place(now)
    this.#served[at] = (this.#served[at] ?? 0) + 1
    this.#latency[this.#next] = latencyMs
    this.#latencyAt[this.#next] = now
    this.#next = (this.#next + 1) % mostLatencies
  }

  failed(now: number): void {
    const at = this.#place(now)
    this.#failed[at] = (this.#failed[at] ?? 0) + 1
  }

  #place(now: number): number {
    const minute = Math.floor(now / minuteMs)
    const at = minute % minutes
    if (this.#minute[at] !== minute) {
      this.#minute[at] = minute
      this.#served[at] = 0
      this.#failed[at] = 0
    }
    return at
  }

  /** How many attempts were served and failed, and the median latency of the last hundred that were served; null when there is none. */
  lastHour(now: number): { served: number; failed: number; medianMs: number | null } {
    const oldest = Math.floor(now / minuteMs) - minutes
    let served = 0
    let failed = 0
    for (let at = 0; at < minutes; at++) {
      if ((this.#minute[at] ?? -1) <= oldest) continue
      served += this.#served[at] ?? 0
      failed += this.#failed[at] ?? 0
    }
    const latencies = this.#latency.filter((_, at) => (this.#latencyAt[at] ?? 0) > now - minutes * minuteMs).sort()
    return { served, failed, medianMs: latencies[Math.floor((latencies.length - 1) / 2)] ?? null }
  }
}
