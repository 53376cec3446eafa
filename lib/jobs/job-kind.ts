import type * as z from 'zod'

/** A kind of durable work, and the shape of what it is given. The name is `room.verb`. */
export interface JobKind<Input> {
  name: string
  input: z.ZodType<Input>
}

export const jobKind = <Input>(name: string, input: z.ZodType<Input>): JobKind<Input> => ({ name, input })

export interface Run {
  /** Aborted when the job has taken too long, and when the process ends. */
  signal: AbortSignal
  /** No further attempt follows this one. */
  last: boolean
}

/** What does a kind of work. It runs at least once, so doing it again must change nothing. */
export interface JobHandler {
  kind: string
  handle(input: unknown, run: Run): Promise<unknown>
}

export const handles = <Input>(kind: JobKind<Input>, verb: (input: Input, run: Run) => Promise<unknown>): JobHandler => ({
  kind: kind.name,
  handle: (input, run) => verb(readInput(kind, input), run),
})

function readInput<Input>(kind: JobKind<Input>, input: unknown): Input {
  const read = kind.input.safeParse(input)
  if (read.success) return read.data
  throw hopeless(
    new Error(`the input of ${kind.name} is not what its kind promises: ${read.error.issues.map(({ path }) => path.join('.'))}`),
  )
}

/** Marks an error that another attempt would only meet again. */
export const hopeless = <Thrown extends Error>(error: Thrown): Thrown & { hopeless: true } =>
  Object.assign(error, { hopeless: true as const })

export const isHopeless = (error: unknown): boolean => error instanceof Error && 'hopeless' in error
