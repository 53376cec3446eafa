const began = performance.now()

/** Prints a line of progress with the seconds since the start. */
export const say = (text: string): void => console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`)

/** The message of a foreseen failure, or the stack of an unforeseen one. */
export function sentence(error: unknown): string {
  if (!(error instanceof Error)) return `Atrium stopped: ${String(error)}`
  const { code, path } = error as NodeJS.ErrnoException
  if (error.constructor.name === 'StartError') return error.message
  if (code === 'ENOSPC') return `The disk is full${path ? ` (${path})` : ''}. Free some space and start again.`
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return `${path ?? 'A file'} cannot be written (${code}). Give this user the right to write there, or set DATA_DIR to another folder.`
  return `Atrium stopped: ${error.stack ?? error.message}`
}
