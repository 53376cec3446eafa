/** An offered model that was ticked: the id that callers will use, and its price unless the model exists. */
export interface Pick {
  id: string
  input: string
  output: string
}

const amount = /^\d{1,9}(\.\d{1,9})?$/

/** Says which part of a ticked model is missing or wrong. A free model needs an explicit price of 0, so that nothing is free by mistake. */
export function pickProblem(pick: Pick, known: ReadonlySet<string>): 'id' | 'input' | 'output' | undefined {
  if (!/^\S{1,200}$/.test(pick.id)) return 'id'
  if (known.has(pick.id)) return undefined
  if (!amount.test(pick.input.trim())) return 'input'
  return amount.test(pick.output.trim()) ? undefined : 'output'
}
