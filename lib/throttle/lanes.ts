/** Something that waits to be done. */
export interface Errand {
  /** Runs it. Undefined when it turns out that there is nothing to do. It never rejects. */
  run(): Promise<unknown> | undefined
}

interface Lane<E> {
  name: string
  /** Errands that go before all others, and the others. */
  first: E[]
  last: E[]
  running: number
  resting: boolean
}

/** Runs errands in lanes: `atOnce` over all lanes and `width` of one. The lanes take turns. */
export function lanes<E extends Errand>(atOnce: number, width: (name: string) => number) {
  const all = new Map<string, Lane<E>>()
  /** The lanes that may run an errand now, in the order of their turns. */
  const ready = new Set<Lane<E>>()
  let running = 0
  let waiting = 0
  const laneOf = (name: string): Lane<E> => all.get(name) ?? { name, first: [], last: [], running: 0, resting: false }

  /** Call it after any change of a lane. */
  function note(lane: Lane<E>): void {
    const waits = lane.first.length + lane.last.length > 0
    if (waits && !lane.resting && lane.running < width(lane.name)) ready.add(lane)
    else ready.delete(lane)
    if (waits || lane.resting || lane.running > 0) all.set(lane.name, lane)
    else all.delete(lane.name)
  }

  async function run(lane: Lane<E>, errand: E): Promise<void> {
    const done = errand.run()
    if (!done) return
    running++
    lane.running++
    note(lane)
    await done
    running--
    lane.running--
    note(lane)
    goOn()
  }

  function goOn(): void {
    while (running < atOnce) {
      const [lane] = ready
      if (!lane) return
      ready.delete(lane) // It goes to the end if it may run another errand.
      const next = lane.first.shift() ?? lane.last.shift()
      if (next) waiting--
      if (next) void run(lane, next)
      note(lane)
    }
  }

  return {
    waiting: () => waiting,
    waitingIn: (name: string, of: 'first' | 'last') => laneOf(name)[of].length,
    add(name: string, of: 'first' | 'last', errand: E): void {
      const lane = laneOf(name)
      lane[of].push(errand)
      waiting++
      note(lane)
      goOn()
    },
    /** Removes an errand that waits. */
    drop(name: string, of: 'first' | 'last', errand: E): void {
      const lane = laneOf(name)
      const place = lane[of].indexOf(errand)
      if (place < 0) return
      lane[of].splice(place, 1)
      waiting--
      note(lane)
    },
    /** Removes the last errands beyond so many. */
    cut(name: string, most: number): E[] {
      const cut = laneOf(name).last.splice(most)
      waiting -= cut.length
      return cut
    },
    /** Runs no errand of this lane for so long. */
    rest(name: string, ms: number): void {
      const lane = laneOf(name)
      lane.resting = true
      note(lane)
      setTimeout(() => {
        lane.resting = false
        note(lane)
        goOn()
      }, ms).unref()
    },
  }
}

/** Runs work as the last errand of a lane, and settles as it does. */
export const inLane = <T>(all: Pick<ReturnType<typeof lanes<Errand>>, 'add'>, name: string, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    all.add(name, 'last', { run: () => work().then(resolve, reject) })
  })
