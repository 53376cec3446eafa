import { sentence } from './progress.ts'

/** Runs a command and exits: an error is printed as a sentence, and the result is the exit code. */
export async function finish(command: () => Promise<number | undefined>): Promise<never> {
  try {
    process.exit((await command()) ?? 0)
  } catch (error) {
    const known = error instanceof Error && (error.constructor.name === 'StartError' || error.name === 'AppError')
    console.error(known ? error.message : sentence(error).replace(/^Atrium stopped: /, ''))
    process.exit(1)
  }
}
