import type { ReactNode } from 'react'

const arch =
  'relative isolate w-106 max-w-full rounded-t-[212px] border border-b-0 border-line-strong bg-surface px-9 pt-12 pb-7 phone:w-full phone:rounded-t-[160px] phone:px-5 phone:pt-10 phone:pb-6'
const secondArch =
  'pointer-events-none absolute -inset-x-[17px] -top-[17px] bottom-0 -z-1 rounded-t-[228px] border border-b-0 border-line phone:-inset-x-[9px] phone:-top-[9px] phone:rounded-t-[169px]'

/** A form in a doorway, which is the logo's arch: the card, and behind it a second arch. Both stand on the line of `Ground`. */
export function Door({ title, subtitle, children }: { title: string; subtitle?: string; children: ReactNode }) {
  return (
    <section data-slot="door" className={arch} aria-labelledby="door-title">
      <span aria-hidden className={secondArch} />
      <header className="min-h-29 text-center">
        <svg viewBox="0 0 26 30" aria-hidden="true" className="mb-2 inline-block h-7.5 w-6.5 fill-none stroke-accent stroke-[2.5]">
          <path d="M2 29V13a11 11 0 0122 0v16" />
        </svg>
        <h1 id="door-title">{title}</h1>
        {subtitle && <p className="mt-0.5 text-[13px] text-ink-2">{subtitle}</p>}
      </header>
      {children}
    </section>
  )
}
