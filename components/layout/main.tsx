import clsx from 'clsx'
import type { ReactNode } from 'react'

/** Where a page stands. Its parts are as wide as the place allows, unless they say otherwise; `bare` leaves all of it to the page. */
export function Main({ bare, className, children }: { bare?: boolean; className?: string; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={clsx(
        '@container/page flex min-w-0 flex-1 flex-col gap-4 [:where(&>*)]:mx-auto [:where(&>*)]:w-full',
        !bare && 'p-6 phone:p-4 [:where(&>*)]:max-w-310',
        className,
      )}
    >
      {children}
    </main>
  )
}
