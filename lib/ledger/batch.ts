import 'server-only'

interface Waiting<In, Out> {
  item: In
  done(out: Out): void
  failed(error: unknown): void
}

export interface Batch<In, Out> {
  /** `again`: it was in a group before and goes before those that were not. */
  add(item: In, again?: boolean): Promise<Out>
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>
}

/** Group commit: whatever arrives in one turn, or while the last group runs, shares one statement. Keep it in `once`. */
export function batch<In, Out>(run: (items: In[]) => Promise<Out[]>, { max = 200, lanes = 1 } = {}): Batch<In, Out> {
  const again: Waiting<In, Out>[] = []
  const fresh: Waiting<In, Out>[] = []
  let watchers: (() => void)[] = []
  let busy = 0
  let armed = false

  const arm = () => {
    if (armed || busy >= lanes || again.length + fresh.length === 0) return
    armed = true
    setImmediate(() => {
      armed = false
      void flush()
    })
  }
  const flush = async () => {
    const group = again.splice(0, max)
    group.push(...fresh.splice(0, max - group.length))
    if (group.length === 0) return
    busy++
    arm()
    try {
      const outs = await run(group.map(({ item }) => item))
      for (const [index, { done }] of group.entries()) done(outs[index] as Out)
    } catch (error) {
      for (const { failed } of group) failed(error)
    } finally {
      busy--
      arm()
      if (busy + again.length + fresh.length === 0) {
        const told = watchers
        watchers = []
        for (const tell of told) tell()
      }
    }
  }

  return {
    add: (item, isAgain = false) =>
      new Promise((done, failed) => {
        const queue = isAgain ? again : fresh
        queue.push({ item, done, failed })
        arm()
      }),
    idle: () => (busy + again.length + fresh.length === 0 ? Promise.resolve() : new Promise((tell) => watchers.push(tell))),
  }
}
