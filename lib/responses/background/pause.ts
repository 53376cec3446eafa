/** Waits so long, or until it is `over` sooner. */
export async function pause(ms: number, over?: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const due = new Promise<void>((done) => {
    timer = setTimeout(done, ms)
    timer.unref()
  })
  await Promise.race(over ? [due, over] : [due])
  clearTimeout(timer)
}
