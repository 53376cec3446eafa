/** Next calls this once in each process before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('./lib/boot/boot')
  const { logPrintedErrors } = await import('./lib/log')
  // Development keeps Next's own output, in which an error's own words can be read.
  if (process.env.NODE_ENV === 'production') logPrintedErrors()
  await boot()
}
