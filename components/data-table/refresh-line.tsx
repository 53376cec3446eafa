/** A line that runs along the top of a list while its rows are asked for again. */
export const RefreshLine = () => (
  <div className="absolute inset-x-0 top-0 z-1 h-0.5 animate-appear overflow-hidden" aria-hidden>
    <div className="h-full w-2/5 animate-sweep bg-linear-to-r from-transparent via-accent to-transparent" />
  </div>
)
