import 'server-only'

interface Waiting<In, Out> {
  item: In
  done(out: Out | Promise<Out>): void
  failed(error: unknown): void
}

export interface Batch<In, Out> {
  /** `again`: it was in a group before and goes before those that were not. */
  add(item: In, again?: boolean): Promise<Out>
  /** Resolves when everything that was added has its answer. */
  idle(): Promise<void>
}

/**
 * Group commit: whatever arrives in one turn, or while the last group runs, shares one statement. An answer may itself be a promise, for
 * an item that goes on alone: the group does not wait for it. Keep it in `once`.
 */
export function batch<In, Out>(run: (items: In[]) => Promise<(Out | Promise<Out>)[]>, { max = 200, lanes = 1 } = {}): Batch<In, Out> {
  const again: Waiting<In, Out>[] = []
  const fresh: Waiting<In, Out>[] = []
  let watchers: (() => void)[] = []
  let busy = 0
  let unanswered = 0
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
      for (const [index, { done }] of group.entries()) done(outs[index] as Out | Promise<Out>)
    } catch (error) {
      for (const { failed } of group) failed(error)
    } finally {
      busy--
      arm()
    }
  }
  const answered = () => {
    if (--unanswered > 0) return
    const told = watchers
    watchers = []
    for (const tell of told) tell()
  }

  return {
    add(item, isAgain = false) {
      const queue = isAgain ? again : fresh
      const answer = new Promise<Out>((done, failed) => queue.push({ item, done, failed }))
      unanswered++
      answer.then(answered, answered)
      arm()
      return answer
    },
    idle: () => (unanswered === 0 ? Promise.resolve() : new Promise((tell) => watchers.push(tell))),
  }
}
