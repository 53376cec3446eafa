/** Turns while something works. What works is said beside it. */
export const Spinner = () => (
  <span
    data-slot="spinner"
    className="size-3.5 flex-none animate-spin rounded-full border-2 border-current/35 border-t-current [animation-duration:.8s]"
    aria-hidden
  />
)
