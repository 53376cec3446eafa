import 'server-only'

interface Waiting<In, Out> {
  item: In
  done(out: Out | Promise<Out>): void
  failed(error: unknown): void
}

export interface Batch<In, Out> {
  /** `again` means that the item was in a group before and goes before those that were not. */
  add(item: In, again?: boolean): Promise<Out>
  /** Resolves when everything that was added has its answer. */
  idle(): Promise<void>
}

type Run<In, Out> = (items: In[]) => Promise<(Out | Promise<Out>)[]>

/** The items that wait for the next group. */
function queue<In, Out>(max: number, wake: () => void) {
  const again: Waiting<In, Out>[] = []
  const fresh: Waiting<In, Out>[] = []
  let watchers: (() => void)[] = []
  let unanswered = 0
  const answered = () => {
    if (--unanswered > 0) return
    const told = watchers
    watchers = []
    for (const tell of told) tell()
  }
  const made: Batch<In, Out> = {
    add(item, isAgain = false) {
      const answer = new Promise<Out>((done, failed) => (isAgain ? again : fresh).push({ item, done, failed }))
      unanswered++
      answer.then(answered, answered)
      wake()
      return answer
    },
    idle: () => (unanswered === 0 ? Promise.resolve() : new Promise((tell) => watchers.push(tell))),
  }
  const take = () => {
    const group = again.splice(0, max)
    group.push(...fresh.splice(0, max - group.length))
    return group
  }
  return { made, take, waiting: () => again.length + fresh.length > 0 }
}

const itemsOf = <In, Out>(group: Waiting<In, Out>[]): In[] => group.map(({ item }) => item)

/** What goes on with an answer runs at once, so that what comes from the network has its turn after every few of them. */
const answeredAtOnce = 16

/** Gives each item its answer. An answer may be a promise, for an item that goes on alone; the group does not wait for it. */
async function answer<In, Out>(group: Waiting<In, Out>[], outs: Promise<(Out | Promise<Out>)[]>): Promise<void> {
  let tell: (waiting: Waiting<In, Out>, index: number) => void
  try {
    const all = await outs
    tell = ({ done }, index) => done(all[index] as Out | Promise<Out>)
  } catch (error) {
    tell = ({ failed }) => failed(error)
  }
  const tellFrom = (from: number) => {
    const to = from + answeredAtOnce
    for (const [at, waiting] of group.slice(from, to).entries()) tell(waiting, from + at)
    if (to < group.length) setImmediate(tellFrom, to)
  }
  tellFrom(0)
}

/**
 * Runs `flush` once a turn while there is work, one at a time. It starts another beside one that takes longer than `patienceMs`, so that a
 * stuck one does not stop the rest.
 */
function lanesOf(lanes: number, patienceMs: number, waiting: () => boolean, flush: () => Promise<void>) {
  let busy = 0
  let armed = false
  let impatient = false
  const run = async () => {
    armed = false
    if (!waiting()) return
    busy++
    try {
      await flush()
    } finally {
      busy--
      wake()
    }
  }
  const wake = (): void => {
    if (armed || busy >= lanes || !waiting()) return
    if (busy === 0) {
      armed = true
      setImmediate(() => void run())
    } else if (!impatient) {
      impatient = true
      setTimeout(() => {
        impatient = false
        if (!armed && busy > 0 && busy < lanes) void run()
      }, patienceMs)
    }
  }
  return wake
}

/** Group commit: all items of one turn, or of the time that the last group takes, share one statement. Keep it in `once`. */
export function batch<In, Out>(run: Run<In, Out>, { max = 200, lanes = 1, patienceMs = 25 } = {}): Batch<In, Out> {
  const waiting = queue<In, Out>(max, () => wake())
  const wake = lanesOf(lanes, patienceMs, waiting.waiting, () => {
    const group = waiting.take()
    return answer(group, run(itemsOf(group)))
  })
  return waiting.made
}

interface Pair<A, AOut, B, BOut> {
  first: Run<A, AOut>
  second: Run<B, BOut>
  /** Runs both kinds when there are items of both. Each kind has its answers as soon as its own are there. */
  both(first: A[], second: B[]): [ReturnType<Run<A, AOut>>, ReturnType<Run<B, BOut>>]
  max: number
  lanes: number
  patienceMs: number
}

/** Two kinds of items that share their groups. */
export function pairOfBatches<A, AOut, B, BOut>({
  first,
  second,
  both,
  max,
  lanes,
  patienceMs,
}: Pair<A, AOut, B, BOut>): [Batch<A, AOut>, Batch<B, BOut>] {
  const a = queue<A, AOut>(max, () => wake())
  const b = queue<B, BOut>(max, () => wake())
  const wake = lanesOf(
    lanes,
    patienceMs,
    () => a.waiting() || b.waiting(),
    async () => {
      const [ones, others] = [a.take(), b.take()]
      if (others.length === 0) return answer(ones, first(itemsOf(ones)))
      if (ones.length === 0) return answer(others, second(itemsOf(others)))
      const [outs, otherOuts] = both(itemsOf(ones), itemsOf(others))
      await Promise.all([answer(ones, outs), answer(others, otherOuts)])
    },
  )
  return [a.made, b.made]
}
